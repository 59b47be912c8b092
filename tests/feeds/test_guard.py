"""Which addresses are refused, in every disguise; the checks on the socket itself."""

import socket
from ipaddress import ip_address, ip_network

import pytest

from bot.errors import FetchError
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import AddressRefusedError, AddrInfo, Guard
from tests.feeds.conftest import FAST

REFUSED = [
    "ftp://example.com/feed",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "//example.com/feed",
    "http:///feed",
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "http://:secret@example.com/",
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://10.1.2.3:8080/",
    "http://192.168.0.1/",
    "http://172.31.255.255/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://0.0.0.0/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://exa mple.com/",
    "http://example.com:99999/",
    "http://[not-an-address]/",
    "",
]
PERMITTED = [
    "http://example.com/feed",
    "https://EXAMPLE.com:8443/a?b=c",
    "https://müller.example/feed",
    "http://93.184.216.34/",
    "http://[2606:4700::1111]/",
    "http://[64:ff9b::5db8:d822]/",
    "http://1password.com/",
    "http://0x.tools/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_leads_inside_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        Guard().check_url(url)
    assert caught.value.reason.endswith(".")


@pytest.mark.parametrize("url", PERMITTED)
def test_the_public_internet_is_open(url: str) -> None:
    assert Guard().check_url(url).scheme in ("http", "https")


def test_a_named_network_is_opened_and_no_other() -> None:
    guard = Guard([ip_network("10.20.0.0/16"), ip_network("fd12::/16")])
    assert guard.permits(ip_address("10.20.1.1"))
    assert guard.permits(ip_address("::ffff:10.20.1.1"))
    assert guard.permits(ip_address("fd12::5"))
    assert not guard.permits(ip_address("10.21.0.1"))
    assert not guard.permits(ip_address("127.0.0.1"))


def test_the_socket_is_not_made_for_an_address_inside() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 80))
    with pytest.raises(AddressRefusedError):
        Guard().open_socket(info)
    Guard([ip_network("127.0.0.0/8")]).open_socket(info).close()


async def test_what_a_name_leads_to_is_judged_for_each_connection(farm: str) -> None:
    """A name that was allowed a moment ago and now leads elsewhere is refused; connected to is what was judged."""
    port = int(farm.rpartition(":")[2])
    answers = iter(["127.0.0.1", "127.0.0.2"])

    async def changing(_host: str, _port: int) -> list[AddrInfo]:
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (next(answers), port))]

    async with Fetcher(Guard([ip_network("127.0.0.1/32")]), limits=FAST, resolve=changing) as strict:
        await strict.get(f"http://rebinding.example:{port}/good")
        await strict._open.close()  # so that the next request needs a connection of its own
        with pytest.raises(FetchError, match="leads to a private or reserved address"):
            await strict.get(f"http://rebinding.example:{port}/good")
