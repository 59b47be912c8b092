"""Which addresses may be fetched: the public internet, and private networks that the operator names.

The URL is checked before anything is sent (scheme, credentials, literal addresses) and the address is checked again
when the socket is made, after the name was resolved, so that neither a redirect nor a change of DNS leads inside.
"""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from yarl import URL

from bot.errors import FetchError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]

# IANA's special-purpose registries; spelt out because what ``is_global`` answers depends on Python's minor version.
_CLOSED_V4 = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
            *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
            "168.63.129.16/32",  # Azure's host agent answers on this otherwise public address
        ),
    )
)
_OPEN_V6 = IPv6Network("2000::/3")
_CLOSED_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")))
_NAT64 = IPv6Network("64:ff9b::/96")
_BAD_HOST = frozenset(' \\%<>|^`"{}\x00\t\n\r')


class AddressRefusedError(OSError):
    """The name leads to a private or reserved address, which is not fetched."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} leads to a private or reserved address, which is not fetched.")


class Guard:
    """Judges URLs and addresses; holds no state but the networks opened by the operator."""

    def __init__(self, allowed: Sequence[Network] = ()) -> None:
        """Keep the public internet open, and these networks.

        Args:
            allowed: private networks that may be fetched all the same.
        """
        self._allowed = tuple(allowed)

    def check_url(self, url: str) -> URL:
        """Parse an address and refuse what must not be fetched, as far as it can be told without DNS.

        Returns:
            The parsed URL, without its fragment.

        Raises:
            FetchError: not http or https, no host, a login in it, or a host that is a forbidden or disguised address.
        """
        try:
            parsed = URL(url.strip()).with_fragment(None)
            host, _ = parsed.raw_host, parsed.port
        except ValueError as error:
            raise FetchError(url, "This is not a web address.") from error
        if parsed.scheme not in ("http", "https"):
            raise FetchError(url, "Only http and https addresses are fetched.")
        if not host or _BAD_HOST & set(host):
            raise FetchError(url, "The address has no valid host name.")
        if parsed.raw_user is not None or parsed.raw_password is not None:
            raise FetchError(url, "Addresses with a login in them are not fetched; use the feed's public address.")
        self._check_literal(url, host.rstrip("."))
        return parsed

    def permits(self, address: Address) -> bool:
        """Whether a connection to this address is allowed; IPv4 within IPv6 is judged as IPv4."""
        address = _unwrapped(address)
        if any(address in network for network in self._allowed):
            return True
        if isinstance(address, IPv4Address):
            return not any(address in network for network in _CLOSED_V4)
        return address in _OPEN_V6 and not any(address in network for network in _CLOSED_V6)

    def is_own(self, host: str) -> bool:
        """Whether a host is a literal address in a network that the operator opened."""
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(_unwrapped(address) in network for network in self._allowed)

    def open_socket(self, info: AddrInfo) -> socket.socket:
        """Make the socket for a connection: the last check, on the very address that is connected to.

        Raises:
            AddressRefusedError: the address is not permitted.
        """
        family, kind, protocol, _, target = info
        host = str(target[0])
        if not self.permits(ip_address(host)):
            raise AddressRefusedError(host)
        return socket.socket(family, kind, protocol)

    def _check_literal(self, url: str, host: str) -> None:
        try:
            address = ip_address(host)
        except ValueError:
            if _looks_numeric(host):
                raise FetchError(url, "The host is a number in disguise, which is not fetched.") from None
            return
        if not self.permits(address):
            raise FetchError(url, "This is a private or reserved address, which is not fetched.")


def _unwrapped(address: Address) -> Address:
    """The IPv4 address within a mapped or NAT64 address; a zone (``%eth0``) is cut off."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    bare = IPv6Address(int(address))
    return IPv4Address(int(bare) & 0xFFFFFFFF) if bare in _NAT64 else bare


def _looks_numeric(host: str) -> bool:
    """Whether C libraries would read the host as an IPv4 address (``2130706433``, ``0x7f.1``, ``0177.0.0.1``)."""
    last = host.rpartition(".")[2]
    return last.isdigit() or (last[:2].lower() == "0x" and all(c in "0123456789abcdefABCDEF" for c in last[2:]))
