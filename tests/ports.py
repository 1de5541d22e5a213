"""Ports for servers that tests start, kill and start again in the same place."""

import random
import socket

# Below those that systems give to outgoing connections, one of which could take the port while its server is away.
_PORTS = range(12_000, 32_000)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens at, all different."""
    # Tests are shuffled by a seed, which two runs at once may share.
    chance = random.SystemRandom()
    found = list[int]()
    while len(found) < count:
        port = chance.choice(_PORTS)
        if port not in found and _is_free(port):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
