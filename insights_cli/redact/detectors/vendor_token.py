"""Tokens that their vendors marked: a prefix, an alphabet, a length."""

from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.placeholders import is_placeholder
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary

_VCS = (
    r"gh[pousr]_[a-z0-9_]{30,}",
    r"github_pat_[a-z0-9_]{40,}",
    r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-[\w.-]{18,}",
    r"glrtr-[\w.-]{18,}",
    r"atbb[a-z0-9]{28,}",
    r"at(?:att|ctt|dtt|stt)3x[\w=-]{40,}",
    r"npm_[a-z0-9]{30,}",
    r"pypi-ageichlwas[\w-]{40,}",
    r"dckr_(?:pat|oat)_[\w-]{20,}",
    r"rubygems_[0-9a-f]{40,}",
    r"cio[a-z0-9]{32}\b",
    r"gr1348941[\w-]{20,}",
    r"oy2[a-z0-9]{43}",
    r"sgp_(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}",
    r"sq[apu]_[0-9a-f]{40}",
    r"bkua_[0-9a-f]{40}",
    r"ccipat_[a-z0-9]{22}_[0-9a-f]{40}",
    r"akcp[a-z0-9]{69}",
    r"cmvmd[a-z0-9]{59}",
    r"clojars_[a-z0-9]{60}",
    r"[a-z0-9]{76}azdo[a-z0-9]{4}",
)
_CHAT = (
    r"xox[abcdeoprs]-(?:[a-z0-9]+-)*[a-z0-9]{8,}",
    r"xapp-\d-[a-z0-9]+-\d+-[a-z0-9]{20,}",
    r"https?://hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[\w/-]{20,}",
    r"https?://(?:[a-z]+\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/\d{15,20}/[\w-]{40,}",
    r"https?://[\w.-]+\.webhook\.office\.com/webhookb2/[\w@/-]{40,}",
    r"https?://outlook\.office(?:365)?\.com/webhook/[\w@/-]{40,}",
    r"https?://chat\.googleapis\.com/v1/spaces/\w+/messages\?key=[\w%&=-]{30,}",
    r"https?://[\w.-]+/hooks/[a-z0-9]{26}\b",
    r"\d{8,10}:aa[\w-]{33}",
)
_CLOUD = (
    r"(?:akia|asia|abia|acca)[a-z2-7]{16}",
    r"aiza[\w-]{30,40}",
    r"goc?spx-[\w-]{20,}",
    r"ya29\.[\w-]{20,}",
    r"hv[sbr]\.[\w-]{20,}",
    r"do[opr]_v1_[0-9a-f]{40,}",
    r"(?:sk|rk|pk)_(?:live|test)_[a-z0-9]{16,}",
    r"whsec_[a-z0-9+/=]{24,}",
    r"sk-(?:proj|ant|svcacct|admin|or)[\w-]{20,}",
    r"sk-[a-z0-9]{32,}",
    r"(?:hf|gsk)_[a-z0-9]{30,}",
    r"nvapi-[\w-]{40,}",
    r"sg\.[\w-]{16,}\.[\w-]{30,}",
    r"shp(?:at|ca|pa|ss)_[0-9a-f]{32}",
    r"lin_(?:api|oauth)_[a-z0-9]{30,}",
    r"dapi[0-9a-f]{32}",
    r"dkea[0-9a-f]{32}",
    r"nra[kl]-[a-z0-9]{27,}",
    r"gl(?:sa|c)_[a-z0-9_=+/]{30,}",
    r"sntry[su]_[\w=+/-]{40,}",
    r"pmak-[0-9a-f]{24}-[0-9a-f]{34}",
    r"figd_[\w-]{38,}",
    r"dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40,}",
    r"pul-[0-9a-f]{40}",
    r"[a-z0-9]{14}\.atlasv1\.[\w=-]{60,}",
    r"xkeysib-[0-9a-f]{64}-[a-z0-9]{16}",
    r"sq0(?:atp|csp|idp)-[\w-]{22,}",
    r"eaaa[\w-]{60,}",
    r"ltai[a-z0-9]{17,21}",
    r"akid[a-z0-9]{32}",
    r"\w{3}[78]q~[\w.~-]{31,34}",
    r"cfut_[\w-]{40,}",
    r"dt0[a-z]\d{2}\.[a-z0-9]{24}\.[a-z0-9]{64}",
    r"ntn_[a-z0-9]{40,}",
    r"ph[cx]_[a-z0-9]{40,}",
    r"tskey-[a-z]+-[\w-]{20,}",
    r"flw(?:seck|pubk)(?:_test)?-[0-9a-z]{12,}(?:-x)?",
    r"sk[0-9a-f]{32}",
    r"nrii-[\w-]{32}",
    r"xai-[a-z0-9]{70,}",
    r"pplx-[a-z0-9]{40,}",
    r"fo1_[\w-]{43}",
    r"fm(?:1[ar]|2)_[a-z0-9+/]{60,}={0,3}",
    r"pscale_(?:tkn|pw|oauth)_[\w.=-]{32,}",
    r"hrku-[\w-]{36,}",
    r"rdme_[a-z0-9]{70}",
    r"sbp_[0-9a-f]{40}",
    r"sb_secret_[\w-]{20,}",
    r"ops_eyj[a-z0-9+/]{100,}={0,3}",
    r"duffel_(?:live|test)_[\w=-]{40,}",
    r"shippo_(?:live|test)_[0-9a-f]{40}",
    r"ez[at]k[a-z0-9]{54}",
    r"pat[a-z0-9]{14}\.[0-9a-f]{64}",
    r"absk[a-z0-9+/]{100,}={0,2}",
    r"bedrock-api-key-[\w+/=-]{40,}",
    r"astracs:[a-z0-9]{24}:[0-9a-f]{64}",
    r"waka_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    r"eyjrijoi[a-z0-9]{60,}={0,3}",
    r"(?:p8e|ico)-[a-z0-9]{32}",
    r"s-s4t2(?:ud|af)-[0-9a-f]{64}",
    r"fio-u-[\w=-]{60,}",
    r"tk-us-[\w-]{48}",
    r"sm_[aps]at_[a-z0-9]{16}",
    r"re_[a-z0-9]{8}_[a-z0-9]{24}",
    r"[ps]k\.eyj[\w-]{40,}\.[\w-]{20,}",
    r"eaa[a-z][a-z0-9]{80,}",
    r"amzn\.mws\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    r"amzn1\.oa2-cs\.v1\.[0-9a-f]{64}",
    r"swmtkn-1-[a-z0-9]{50}-[a-z0-9]{25}",
    r"mlsn\.[0-9a-f]{64}",
    r"access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[0-9a-f]{32}",
)
_SHORTEST = 19
# What stands before the first digit or sign of a token, as a word of its own or glued to what follows.
_WORDS = vocabulary(
    """
    ghp gho ghu ghs ghr glpat gldt glrt glrtr glcbt glptt glft glimt glagent gloas glsoat glffct glwt npm pypi
    dckr rubygems xoxa xoxb xoxc xoxe xoxo xoxp xoxr xoxs xapp webhook webhooks googleapis spx gocspx gospx ya
    hvs hvb hvr whsec sk hf gsk nvapi sg shpat shpca shppa shpss lin nrak nral glsa glc sntrys sntryu pmak
    figd dp pul atlasv xkeysib cfut ntn phc tskey pat rk pk dop doo dor hooks gr oy sgp sqa sqp squ bkua ccipat
    clojars phx flwseck flwpubk nrii xai pplx fo fm pscale hrku rdme sbp sb ops duffel shippo bedrock astracs waka
    ico fio tk sm re amzn swmtkn mlsn production sandbox
    """
)
# Beginnings and middles of tokens that no sign parts from what follows.
_GLUED = tuple(
    vocabulary(
        "akia asia abia acca aiza dapi dkea eaa ltai akid cio sq0 dt0 atbb tt3x q~ :aa azdo akcp cmvmd ezak eztk absk"
        " eyjrijoi s4t2 p8e"
    )
)
# The letters of those that have a sign or a digit in them.
_BEFORE_SIGNS = ("sq", "dt", "tt", "q")


# Every token.
_KNOWN = regex(
    rf"(?<![\w-])(?:(?P<VCS_TOKEN>{'|'.join(_VCS)})|(?P<CHAT_TOKEN>{'|'.join(_CHAT)})"
    rf"|(?P<CLOUD_KEY>{'|'.join(_CLOUD)}))",
)


def _find(text: Text) -> Iterator[Span]:
    if (text.text.islower() and not text.digits) or max(map(len, text.text.split()), default=0) < _SHORTEST:
        return
    if text.words.isdisjoint(_WORDS) and not any(map(text.lower.__contains__, _GLUED)):
        return
    for match in _KNOWN.finditer(text.lower):
        kind = match.lastgroup
        if kind and not is_placeholder(match[0]):
            yield Span(
                match.start(), match.end(), SpanType[kind], f"vendor_token.{kind.lower()}", "prefix and length", 1.0
            )


def _marks_a_token(word: str) -> bool:
    return (
        word in _WORDS or word.endswith(_BEFORE_SIGNS) or word.startswith("aa") or any(map(word.__contains__, _GLUED))
    )


DETECTOR = Detector(name="vendor_token", find=_find, opaque=True, shortest=19, words=_marks_a_token)
