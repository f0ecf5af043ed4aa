"""Who is slowed down: what stands for a network address wherever tries are counted. Pure."""

import hashlib
import hmac
import ipaddress


def source_of(address: str, key: bytes, purpose: str = "") -> str:
    """What stands for a network address in a table: nobody can read the address out of it.

    A household has one IPv4 address, or all addresses that share the first 64 bits. For each purpose it is another.
    """
    return hmac.new(key, f"{purpose}source/{_network(address)}".encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    try:
        return str(ipaddress.ip_network(f"{address}/{64 if ':' in address else 32}", strict=False))
    except ValueError:
        return "unknown"
