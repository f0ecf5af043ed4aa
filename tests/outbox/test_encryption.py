"""The password for the mail server leaves this machine encrypted, or not at all."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from flask import Flask

from participation import clock
from participation.operations.cli import cli
from tests import factories
from tests.casework.sending import send
from tests.parts.mail import MailServer, own_address, running
from tests.walking import signed_in

NOW = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 2, 25, 9, 15, tzinfo=UTC)
LOG_IN = "participation:an%20invented%20password"
PASSWORD = b"an invented password"
EMAIL = "amara@example.org"


@pytest.fixture(autouse=True)
def in_the_afternoon() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def waiting(app: Flask) -> str:
    """Something that Amara is to be told; gives the secret of her authenticator."""
    with app.app_context():
        officer, secret = factories.staff(email=EMAIL)
        send(factories.review(officer, date(2026, 3, 10)), "my_views", where_i_live="good")
    return secret


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for this machine's own address that nobody has signed, and its key behind it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.org")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(own_address()))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "mail.pem"
    path.write_bytes(
        made.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return path


@pytest.fixture
def with_tls(certificate: Path) -> Iterator[MailServer]:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running(own_address(), LOG_IN, context) as server:
        yield server


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(cli, words, obj=lambda **_: app)


def test_where_no_encryption_is_offered_no_password_goes_out_and_alerts_wait(
    make_app: Callable[..., Flask], waiting: str, caplog: pytest.LogCaptureFixture
) -> None:
    words = f"{own_address()} offers no encryption (STARTTLS): the password for it is not sent, and alerts wait."
    with running(own_address(), LOG_IN) as server:
        app = make_app(smtp_url=server.url)
        assert run(app, "worker", "--once").exit_code == 0
        (line,) = [line for line in caplog.messages if "the mail server offers no encryption" in line]
        assert own_address() not in line
        assert f"note mail: {words}\n" in run(app, "check").stdout
        with clock.frozen(NEXT_MORNING):
            run(app, "worker", "--once")
            assert "Alerts may not be working" in signed_in(app, EMAIL, waiting).get("/staff/").text
        assert (server.passwords, server.messages) == ([], [])
    with running("127.0.0.1") as other:
        run(make_app(smtp_url=other.url), "worker", "--once")
        assert other.recipients == [EMAIL]


def test_without_a_password_there_is_nothing_to_hide(make_app: Callable[..., Flask], waiting: str) -> None:
    with running(own_address()) as server:
        run(make_app(smtp_url=server.url), "worker", "--once")
        assert server.recipients == [EMAIL]


def test_to_a_mail_server_of_this_machine_the_password_goes_as_it_is(
    make_app: Callable[..., Flask], waiting: str
) -> None:
    with running("127.0.0.1", LOG_IN) as server:
        app = make_app(smtp_url=server.url)
        run(app, "worker", "--once")
        assert (set(server.passwords), server.recipients) == ({PASSWORD}, [EMAIL])
        assert "ok   mail\n" in run(app, "check").stdout


def test_encrypted_it_goes_out_once_the_certificate_is_known(
    make_app: Callable[..., Flask],
    waiting: str,
    with_tls: MailServer,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = make_app(smtp_url=with_tls.url)
    run(app, "worker", "--once")
    assert (with_tls.passwords, with_tls.messages) == ([], [])
    assert f"note mail: {own_address()} is not reached: SSLCertVerificationError;" in run(app, "check").stdout
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    run(app, "worker", "--once")
    assert (with_tls.passwords, with_tls.recipients) == ([PASSWORD], [EMAIL])
