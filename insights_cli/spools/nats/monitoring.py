"""Ask the servers' monitoring whether they write to the disk before they acknowledge."""

import asyncio

import httpx

_WAIT_S = 2.0


async def syncs_always(monitors: tuple[str, ...]) -> bool | None:
    """Whether every server said so at its /varz; None when there is nobody to ask, or one did not answer."""
    if not monitors:
        return None
    async with httpx.AsyncClient(timeout=_WAIT_S, trust_env=False) as client:
        answers = await asyncio.gather(*(_syncs(client, each) for each in monitors))
    return None if None in answers else all(answers)


async def _syncs(client: httpx.AsyncClient, monitor: str) -> bool | None:
    try:
        answer = await client.get(f"{monitor.rstrip('/')}/varz")
        settings = answer.raise_for_status().json()["jetstream"]["config"]
        return bool(settings.get("sync_always", False))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        return None
