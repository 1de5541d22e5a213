"""Carry out a test of the token as it was asked for: local steps first, then, if need be, the network."""

from dataclasses import dataclass
from pathlib import Path

from insights_cli.cli.choice.token import book, fingerprints, note_hidden, of_profile, read_candidate, resolve
from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError, NoCredentialsError
from insights_cli.tokens import CurrentToken
from insights_cli.tokens.cleaning import clean
from insights_cli.tokens.gather import licence_keys
from insights_cli.tokens.sources import Candidate, SourceKind
from insights_cli.tokens.trial import Level, Step, StepState, Trial, Verdict, local_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was asked for; *url* is None where the environment may still name one."""

    level: Level
    url: str | None
    method: str
    limit_s: float
    token_file: Path | None

    def run(self, invocation: Invocation, profile: str) -> tuple[Trial, CurrentToken | None]:
        """Test the token that counts; raises only for wrong usage."""
        url = self.url or invocation.runtime.environ.get("INSIGHTS_UPSTREAM_URL")
        winner = resolve(invocation, profile=profile, token_file=self.token_file).winner
        if winner is None:
            return self._ended(Verdict.ABSENT, "none is configured", f"insights token set{of_profile(profile)}"), None
        note_hidden(invocation, winner, profile=profile)
        try:
            secret = read_candidate(invocation, winner, profile=profile)
        except NoCredentialsError as gone:
            return self._ended(Verdict.ABSENT, gone.summary, gone.fix), None
        except InsightsError as broken:
            return self._ended(Verdict.UNVERIFIED, broken.summary, broken.fix), None
        token = CurrentToken(secret=secret, source=winner.words, fingerprint=fingerprints(invocation)(secret))
        steps = self._local(invocation, token, winner, profile)
        if self.level is Level.LOCAL or any(step.state is StepState.FAIL for step in steps):
            return Trial(verdict=Verdict.UNVERIFIED, level=self.level, steps=steps), token
        return self._remote(invocation, token, steps, url), token

    def _ended(self, verdict: Verdict, text: str, fix: str | None) -> Trial:
        step = Step(name="token", state=StepState.FAIL, text=text, fix=fix)
        return Trial(verdict=verdict, level=self.level, steps=(step,))

    def _local(self, invocation: Invocation, token: CurrentToken, winner: Candidate, profile: str) -> tuple[Step, ...]:
        record = book(invocation).find(profile) if winner.kind is SourceKind.PROFILE else None
        doubts = clean(token.secret.reveal(), licence_keys=licence_keys(invocation.runtime.environ)).doubts
        return local_steps(token, record=record, doubts=doubts, level=self.level, now=invocation.runtime.now())

    def _remote(self, invocation: Invocation, token: CurrentToken, steps: tuple[Step, ...], url: str | None) -> Trial:
        if self.level is Level.AUTH and not url:
            text = "no URL is configured to test it against, and none is called by default"
            missing = Step(name="url", state=StepState.FAIL, text=text, fix="--url URL, or INSIGHTS_UPSTREAM_URL")
            return Trial(verdict=Verdict.UNVERIFIED, level=self.level, steps=(*steps, missing))
        from insights_cli.tokens.connection import deadline_in
        from insights_cli.tokens.probe import DOCUMENTED_HOST, Probe, parse_target

        probe = Probe(
            target=parse_target(url) if url else DOCUMENTED_HOST,
            level=self.level,
            deadline=deadline_in(self.limit_s),
            environ=invocation.runtime.environ,
            now=invocation.runtime.now,
            method=self.method,
        )
        return probe.run(token.secret, steps)
