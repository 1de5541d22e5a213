"""The detectors, secrets first; what they hide does not depend on this order."""

from insights_cli.redact.detectors import (
    Detector,
    email,
    private_key,
)

DETECTORS: tuple[Detector, ...] = (
    private_key.DETECTOR,
    email.DETECTOR,
)
