"""Bundles come back as they were made, or not at all."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maflow.compiler.bundle import pack_bundle
from maflow.compiler.lower.lower import lower
from maflow.compiler.signing import load_signer
from maflow.dsl.errors import ConfigError
from maflow.dsl.source import SourceFile
from maflow.runtime.bundle import load_bundle, open_bundle
from maflow.runtime.errors import BundleError
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.flow import AddTag, ByChannel, Node, Repeat, Send, StartCampaign, Stop
from maflow.runtime.program.manifest import Manifest, bundle_body
from maflow.runtime.program.program import PROGRAM_VERSION, Program
from maflow.runtime.program.soundness import find_fault
from maflow.runtime.program.types import Place
from tests.compiler.bundle.keys import key_pair, key_with_password, other_kind_of_key
from tests.compiler.inspected import CATALOGUE
from tests.compiler.lowered import checked_golden

PRIVATE, PUBLIC = key_pair()
SIGNER = load_signer(PRIVATE, "key.pem")
SOURCES = (SourceFile("main.ma", "event ping { }\n"), SourceFile("ma.yaml", "name: demo\n", has_bom=True))


@cache
def program() -> Program:
    return lower(checked_golden("events"), CATALOGUE)


@cache
def plain() -> bytes:
    return pack_bundle(program(), SOURCES, compiler="maflow test")


@cache
def signed() -> bytes:
    return pack_bundle(program(), SOURCES, compiler="maflow test", signer=SIGNER)


def fault_of(raw: bytes, public_key: bytes | None = None) -> str:
    """Return why a bundle is not opened."""
    with pytest.raises(BundleError) as raised:
        open_bundle(raw, public_key=public_key)
    return raised.value.key


def test_a_program_comes_back() -> None:
    assert open_bundle(plain()).program == program()
    assert open_bundle(signed()).program == program()
    assert open_bundle(signed(), public_key=PUBLIC).program == program()


def test_a_bundle_says_what_it_is() -> None:
    manifest = open_bundle(signed()).manifest
    content = msgspec.json.encode(program())
    assert manifest == Manifest(
        project="demo",
        content_hash=hashlib.sha256(content).hexdigest(),
        program_version=PROGRAM_VERSION,
        compiler="maflow test",
        sources={
            "ma.yaml": hashlib.sha256(b"\xef\xbb\xbfname: demo\n").hexdigest(),
            "main.ma": hashlib.sha256(b"event ping { }\n").hexdigest(),
        },
        signer=SIGNER.fingerprint,
    )


def test_the_same_program_gives_the_same_bytes() -> None:
    assert pack_bundle(program(), reversed(SOURCES), compiler="maflow test") == plain()
    assert pack_bundle(program(), SOURCES, compiler="maflow test", signer=SIGNER) == signed()


@settings(max_examples=300)
@given(place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255), is_signed=st.booleans())
def test_no_byte_can_be_altered(place: float, change: int, is_signed: bool) -> None:
    raw = bytearray(signed() if is_signed else plain())
    raw[int(place * len(raw))] ^= change
    fault_of(bytes(raw))
    fault_of(bytes(raw), PUBLIC)


@given(length=st.floats(0, 1, exclude_max=True), more=st.binary(min_size=1))
def test_nothing_can_be_missing_or_added(length: float, more: bytes) -> None:
    fault_of(plain()[: int(length * len(plain()))])
    fault_of(plain() + more)
    fault_of(more + plain())


@given(raw=st.binary())
def test_what_is_no_bundle_is_not_opened(raw: bytes) -> None:
    fault_of(raw)
    fault_of(b"maflow-bundle 1\n" + raw)


def repacked(change: Callable[[bytes], bytes], raw: bytes) -> bytes:
    """Alter what a digest covers, and write the digest that belongs to it."""
    body = change(b"".join(raw.splitlines(keepends=True)[:-1]))
    return body + hashlib.sha256(body).hexdigest().encode() + b"\n"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda raw: raw.replace(b"bundle 1\n", b"bundle 2\n", 1), "bundle.newer"),
        (lambda raw: raw.replace(b"bundle 1\n", b"bundle 0\n", 1), "bundle.older"),
        (lambda raw: raw.replace(b'"program_version":1', b'"program_version":2', 1), "bundle.newer"),
        (lambda raw: raw.replace(b'"program_version":1', b'"program_version":0', 1), "bundle.older"),
        (lambda raw: raw.replace(b'"project":"demo"', b'"project":"dema"', 1), "bundle.unsound"),
        (lambda raw: raw.replace(b'"compiler":', b'"added":1,"compiler":', 1), "bundle.altered"),
        (lambda raw: raw.replace(b'"project"', b"project", 1), "bundle.altered"),
        (lambda raw: raw.replace(b"\nunsigned\n", b"\n" + b"0" * 128 + b"\n"), "bundle.altered"),
        (lambda raw: raw.replace(b'"signer":null', b'"signer":"x"'), "bundle.altered"),
        (lambda raw: raw + b"\n", "bundle.altered"),
        (lambda raw: raw.replace(b"cart_id", b"cart_od"), "bundle.altered"),
    ],
)
def test_a_new_digest_does_not_help(change: Callable[[bytes], bytes], key: str) -> None:
    assert fault_of(repacked(change, plain())) == key


def test_a_signature_is_demanded_where_a_public_key_is_given() -> None:
    other_private, other_public = key_pair()
    by_other = pack_bundle(
        program(), SOURCES, compiler="maflow test", signer=load_signer(other_private, "other.pem")
    )
    assert fault_of(plain(), PUBLIC) == "bundle.not-signed"
    assert fault_of(signed(), other_public) == "bundle.other-signer"
    assert fault_of(by_other, PUBLIC) == "bundle.other-signer"
    assert fault_of(signed(), b"no key") == "bundle.no-public-key"
    assert fault_of(signed(), other_kind_of_key()[1]) == "bundle.no-public-key"


def test_a_signature_of_something_else_is_found_out() -> None:
    altered = repacked(lambda raw: raw.replace(b"maflow test", b"maflow t3st"), signed())
    assert open_bundle(altered).manifest.compiler == "maflow t3st"
    assert fault_of(altered, PUBLIC) == "bundle.wrong-signature"
    signature = signed().split(b"\n")[3]
    for other in (b"0" * 128, b"zz" + signature[2:], signature[:-2]):
        assert fault_of(with_signature(other), PUBLIC) == "bundle.wrong-signature"


def with_signature(signature: bytes) -> bytes:
    lines = signed().split(b"\n")[:3]
    body = b"\n".join([*lines, signature, b""])
    return body + hashlib.sha256(body).hexdigest().encode() + b"\n"


@pytest.mark.parametrize(
    ("pem", "key"),
    [
        (b"", "build.no-key"),
        (PUBLIC, "build.no-key"),
        (other_kind_of_key()[0], "build.no-key"),
        (key_with_password(), "build.key-with-password"),
    ],
    # Keys are made anew each time: no part of a test's name.
    ids=["empty", "public", "of another kind", "with a password"],
)
def test_only_a_plain_ed25519_key_signs(pem: bytes, key: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_signer(pem, "key.pem")
    assert raised.value.text.key == key


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError) as raised:
        load_bundle(tmp_path / "shop.mab")
    assert raised.value.key == "bundle.unreadable"
    (tmp_path / "shop.mab").write_bytes(plain())
    assert load_bundle(tmp_path / "shop.mab").program == program()


PLACE = Place(0, 1)


def with_nodes(*nodes: Node) -> Program:
    """Return a program with one campaign of these nodes."""
    campaign = Campaign(name="c", place=PLACE, category="promotional", entries=(), nodes=nodes)
    return Program(
        project="p",
        timezone="UTC",
        currency="CNY",
        lateness_ms=0,
        max_age_ms=0,
        files=("main.ma",),
        campaigns=(campaign,),
    )


def tag(node_id: str, target: int) -> AddTag:
    return AddTag(id=node_id, place=PLACE, tag="x", next=target)


def loop(node_id: str, body: int, target: int) -> Repeat:
    return Repeat(id=node_id, place=PLACE, times=2, body=body, next=target)


SENT = Send(id="a", place=PLACE, message="m", target=ByChannel("push"), sent=-1, blocked=-1, failed=-1)


@pytest.mark.parametrize(
    "unsound",
    [
        with_nodes(tag("a", 1)),
        with_nodes(tag("a", -2)),
        with_nodes(tag("a", 0)),
        with_nodes(tag("a", 1), tag("b", 0)),
        with_nodes(tag("a", -1), tag("a", -1)),
        with_nodes(loop("a", 0, 0)),
        with_nodes(loop("a", 1, 2), tag("b", 0), loop("c", 3, 0), tag("d", 2)),
        with_nodes(SENT),
        with_nodes(StartCampaign(id="a", place=PLACE, campaign="d", next=-1)),
        with_nodes(Stop(id="a", place=Place(1, 1))),
    ],
)
def test_a_program_that_does_not_hold_together_is_not_run(unsound: Program) -> None:
    assert find_fault(unsound) is not None
    assert fault_of(pack_bundle(unsound, (), compiler="by hand")) == "bundle.unsound"


@pytest.mark.parametrize(
    "sound",
    [
        with_nodes(),
        with_nodes(loop("a", 0, -1)),
        with_nodes(loop("a", 1, -1), tag("b", 0)),
        with_nodes(loop("a", 1, 3), loop("b", 2, 0), tag("c", 1), tag("d", -1)),
    ],
)
def test_loops_lead_back_to_their_heads(sound: Program) -> None:
    assert find_fault(sound) is None


def test_bytes_that_are_another_program_are_not_decoded() -> None:
    content = msgspec.json.encode({"project": "p", "timezone": 1})
    manifest = Manifest(
        project="p",
        content_hash=hashlib.sha256(content).hexdigest(),
        program_version=PROGRAM_VERSION,
        compiler="by hand",
    )
    body = bundle_body(manifest, content) + b"unsigned\n"
    assert fault_of(body + hashlib.sha256(body).hexdigest().encode() + b"\n") == "bundle.unsound"


def test_a_host_opens_bundles_without_the_compiler_and_without_cryptography() -> None:
    code = (
        "import sys, maflow.runtime.bundle as b\n"
        "bad = [m for m in sys.modules if m.split('.')[:2] in (['maflow', 'compiler'], ['maflow', 'dsl'])\n"
        "       or m.split('.')[0] in ('cryptography', 'networkx', 'lark')]\n"
        "print(bad)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
