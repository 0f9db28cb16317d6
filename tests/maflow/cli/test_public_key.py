"""A command that is given a public key runs what was signed with its private key, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import Ended, plant, run_ma

serialization = pytest.importorskip("cryptography.hazmat.primitives.serialization")
ed25519 = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ed25519")

PROJECT = """
event cart { }
channel push { }
message note { push { title "note"; body "note" } }
campaign carts { enter on cart; flow { send note by push } }
"""
EVENT = '{"user_id": "ann", "event": "cart", "time": "2026-03-02T10:00:00Z"}\n'
COMMANDS = ("simulate", "run")


def plant_keys(name: str) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    Path(f"{name}.pem").write_bytes(key.private_bytes(pem, pkcs8, plain))
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    Path(f"{name}.pub").write_bytes(public)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a project, its bundles with and without a signature, and two pairs of keys."""
    monkeypatch.chdir(tmp_path)
    plant(tmp_path / "shop", {"main.ma": PROJECT})
    (tmp_path / "events.jsonl").write_text(EVENT)
    plant_keys("ours")
    plant_keys("theirs")
    assert run_ma("build", "shop", "--output", "plain.mab").code == 0
    assert run_ma("build", "shop", "--output", "signed.mab", "--sign", "ours.pem").code == 0
    whole = (tmp_path / "signed.mab").read_bytes()
    (tmp_path / "altered.mab").write_bytes(whole.replace(b"note", b"nota"))
    (tmp_path / "cut.mab").write_bytes(whole[:-20])
    (tmp_path / "text.mab").write_text("hello")
    return tmp_path


def start(command: str, what: str, *options: str) -> Ended:
    clock = ("--clock", "events") if command == "run" else ()
    return run_ma(command, what, "--events", "events.jsonl", *clock, *options)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_was_signed_with_its_private_key_is_run(command: str) -> None:
    ended = start(command, "signed.mab", "--consent", "all", "--public-key", "ours.pub")
    assert ended.code == 0, ended.err
    assert ended.out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("what", "key", "told"),
    [
        ("signed.mab", "theirs.pub", "`signed.mab` is not run: the bundle was signed with another key"),
        ("plain.mab", "ours.pub", "`plain.mab` is not run: the bundle is not signed"),
        ("altered.mab", "ours.pub", "`altered.mab` is not run: the bundle is not as it was made"),
        ("cut.mab", "ours.pub", "`cut.mab` is not run: the bundle is not as it was made"),
        ("text.mab", "ours.pub", "`text.mab` is not run: this is no bundle"),
        ("shop", "ours.pub", "`shop` is a folder, which nobody can sign"),
        ("shop/main.ma", "ours.pub", "`shop/main.ma` is not run: this is no bundle"),
        ("none.mab", "ours.pub", "cannot read the bundle `none.mab`"),
        ("signed.mab", "ours.pem", "`signed.mab` is not run: the public key is no Ed25519 key in PEM form"),
        ("signed.mab", "none.pub", "there is no file or folder `none.pub`"),
        ("signed.mab", "shop", "`shop` cannot be read"),
    ],
)
def test_nothing_else_is_run(command: str, what: str, key: str, told: str, here: Path) -> None:
    ended = start(command, what, "--public-key", key, "--journal", "journal.jsonl")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: {told}")
    assert not list(here.glob("*.db"))
    assert not (here / "journal.jsonl").exists()


@pytest.mark.parametrize("what", ["altered.mab", "cut.mab", "text.mab"])
def test_a_bundle_that_is_not_as_it_was_made_is_not_run_without_a_key_either(what: str) -> None:
    ended = start("simulate", what)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: `{what}` is not run: ")


def test_a_check_of_a_bundle_is_told_to_look_at_the_project(here: Path) -> None:
    (here / "shop" / "shop.mab").write_bytes((here / "plain.mab").read_bytes())
    ended = run_ma("check", "shop/shop.mab")
    assert ended.code == 2
    assert "is a bundle: name the project that it was made of" in ended.err
