"""What the commands under user refuse, in a sentence, and what they make of what they are given."""

import contextlib
import json
import os
import pty
import sqlite3

from sakkunnig import EXECUTABLE, PASSWORD, PROVIDER, ROOT, UNIT, done, fill, run

OTHER = "SE9900990002-0001"


def refused(*arguments, words: str, status: int = 64, **options) -> None:
    result = run(*arguments, **options)
    assert result.returncode == status, f"{arguments}: {result.returncode}\n{result.stderr}"
    assert words in result.stderr, result.stderr
    # How the command is written helps only who has written it wrongly.
    assert status == 64 or (result.stderr.startswith("Fel: ") and "Usage" not in result.stderr), result.stderr


def hsa_ids(database: str) -> dict[str, str]:
    with sqlite3.connect(database) as connection:
        return dict(connection.execute("SELECT user_name, hsa_id FROM account"))


def password_hash(database: str, user: str) -> str | None:
    with sqlite3.connect(database) as connection:
        return connection.execute("SELECT password_hash FROM account WHERE user_name = ?", (user,)).fetchone()[0]


def test_hsa_ids_are_normalised_and_bad_ones_and_foreign_names_refused(tmp_path):
    database = str(tmp_path / "enhet.db")
    done("prepare", "--database", database)
    common = ("--name", "Eva Lind", "--database", database)
    link = ("--site", "https://sakkunnig.example.org")
    for blank in ("", " "):
        left_out = "Ange ett HSA-id, eller utelämna --hsa-id."
        refused("user", "add", "eva", "--hsa-id", blank, *common, input=PASSWORD + "\n", words=left_out)
        refused("user", "invite", "eva", "--hsa-id", blank, *common, *link, words=left_out)
    for bad in ("SE_1", "eva@example.se", "A" * 32):
        refused("user", "add", "eva", "--hsa-id", bad, *common, input=PASSWORD + "\n", words="inget HSA-id")
        refused("user", "invite", "eva", "--hsa-id", bad, *common, *link, words="inget HSA-id")
    name = "se1-eva@https://idp.example.org/oidc"
    refused("user", "add", name, *common, input=PASSWORD + "\n", words="://", status=1)
    refused("user", "invite", name, *common, *link, words="://", status=1)
    assert hsa_ids(database) == {}
    done("user", "add", "eva", "--hsa-id", " se9900990001-p001 ", *common, input=PASSWORD + "\n")
    done("user", "invite", "bo", "--hsa-id", "se9900990001-P002", *common, *link)
    refused("user", "hsa-id", "eva", "SE_1", "--database", database, words="inget HSA-id")
    refused("user", "hsa-id", "eva", "", "--database", database, words="Ange ett HSA-id, eller utelämna det.")
    assert hsa_ids(database) == {"eva": "SE9900990001-P001", "bo": "SE9900990001-P002"}


def test_a_unit_that_two_providers_have_is_chosen_by_the_provider(tmp_path):
    database = str(tmp_path / "enhet.db")
    fill(database, tmp_path)
    twin = tmp_path / "enheter.csv"
    twin.write_text(f"enhet_hsa_id;enhet_namn;vardgivare_hsa_id;vardgivare_namn\n{UNIT};Tvilling;{OTHER};Region Två\n", "utf-8")
    done("import", "--database", database, twin)
    assign = ("user", "assign", "lena", "--role", "rehabCoordinator", "--unit", UNIT, "--without-analysis", "--database", database)
    unassign = ("user", "unassign", "lena", "--role", "rehabCoordinator", "--unit", UNIT, "--database", database)
    report = ("report", "--unit", UNIT, "--database", database)
    for command in (assign, unassign, report):
        refused(*command, words=f"Region Prov ({PROVIDER}), Region Två ({OTHER}). Ange vilken med --provider.", status=1)
        refused(*command, "--provider", "SE-X", words="Ingen vårdgivare", status=1)
        refused(*command, "--provider", "SE_1", words="SE_1 är inget HSA-id")
        refused(*command, "--provider", "", words="Ange ett HSA-id, eller utelämna --provider.")
    refused("import", "--database", database, "--provider", "", twin, words="Ange ett HSA-id, eller utelämna --provider.")
    nowhere = ("user", "assign", "lena", "--role", "logReviewer", "--unit", PROVIDER, "--provider", OTHER, "--database", database)
    refused(*nowhere, words="Vårdgivaren efter --provider har ingen enhet med det HSA-id:t.", status=1)
    assert done(*report, "--provider", PROVIDER).startswith("Vårdcentralen Prov")
    # Her own provider's, and so nothing but a role is changed.
    own = run(*assign, "--provider", PROVIDER)
    assert own.returncode == 0 and "sakkunnig user invite" not in own.stderr
    # What the account would lose is asked for before it happens.
    refused(*assign, "--provider", OTHER, words="kör igen med --reset-sign-in", status=1)
    assert password_hash(database, "lena") is not None
    other = run(*assign, "--provider", OTHER, "--reset-sign-in")
    assert other.returncode == 0 and "sakkunnig user invite lena" in other.stderr
    assert password_hash(database, "lena") is None
    listed = done("user", "list", "--database", database)
    assert "Tvilling (Region Två)" in listed and "Vårdcentralen Prov (Region Prov)" in listed
    done(*unassign, "--provider", OTHER)
    refused(*unassign, "--provider", OTHER, words="har inte den rollen", status=1)
    done(*unassign, "--provider", PROVIDER)


def test_what_another_providers_administrator_wrote_of_the_person_goes_and_is_said(tmp_path):
    database = str(tmp_path / "enhet.db")
    fill(database, tmp_path)
    others = tmp_path / "enheter.csv"
    others.write_text(f"enhet_hsa_id;enhet_namn;vardgivare_hsa_id;vardgivare_namn\nSE-Y;Annan;{OTHER};Region Två\n", "utf-8")
    done("import", "--database", database, others)
    done("user", "add", "eva", "--name", "Eva", "--hsa-id", "SE9900990001-P001", "--database", database, input=PASSWORD + "\n")
    with sqlite3.connect(database) as connection:
        made = f"UPDATE account SET care_provider_id = (SELECT id FROM care_provider WHERE hsa_id = '{OTHER}') WHERE user_name = 'eva'"
        connection.execute(made)
    assign = ("user", "assign", "eva", "--role", "rehabCoordinator", "--unit", UNIT, "--without-analysis", "--database", database)
    refused(*assign, words="kör igen med --reset-sign-in", status=1)
    assert hsa_ids(database)["eva"] == "SE9900990001-P001"
    result = run(*assign, "--reset-sign-in")
    assert result.returncode == 0, result.stderr
    for command in ("invite", "hsa-id", "identity"):
        assert f"sakkunnig user {command} eva" in result.stderr
    assert hsa_ids(database)["eva"] == ""


def test_what_comes_from_standard_input_is_asked_for_at_a_terminal_and_judged_in_a_sentence(tmp_path):
    database = str(tmp_path / "enhet.db")
    fill(database, tmp_path)
    refused("user", "identity", "karin", "--database", database, input="12\n", words="Skriv ett giltigt personnummer", status=1)
    refused("user", "password", "karin", "--database", database, input="\n", words="Skriv lösenordet", status=1)
    person, terminal = pty.openpty()
    os.write(person, b"191212121212\n")
    result = run("user", "identity", "karin", "--database", database, stdin=terminal)
    assert result.returncode == 0 and "Personnummer: " in result.stderr, result.stderr


def typed(*arguments, lines: list[str]) -> tuple[int, str]:
    """Runs a command at a terminal of its own, and types a line at each question. Gives the code and all that it said."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv(EXECUTABLE, [str(EXECUTABLE), *map(str, arguments)])
    said, left = "", list(lines)
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 4096):
            said += part.decode("utf-8", "replace")
            # What is typed before the question is thrown away.
            if left and said.count("Lösenord") > len(lines) - len(left):
                os.write(terminal, (left.pop(0) + "\n").encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def test_a_password_at_a_terminal_is_asked_for_twice_unseen_and_must_be_the_same(tmp_path):
    database = str(tmp_path / "enhet.db")
    done("prepare", "--database", database)
    add = ("user", "add", "eva", "--name", "Eva Lind", "--database", database)
    status, said = typed(*add, lines=[PASSWORD, PASSWORD + "x"])
    assert status == 1 and "Lösenorden är inte lika" in said and hsa_ids(database) == {}
    status, said = typed(*add, lines=[PASSWORD, PASSWORD])
    assert status == 0 and PASSWORD not in said, said
    assert password_hash(database, "eva") is not None


def test_an_unknown_unit_is_answered_with_those_there_are(tmp_path):
    database = str(tmp_path / "enhet.db")
    fill(database, tmp_path)
    assign = ("user", "assign", "lena", "--role", "rehabCoordinator", "--unit", "SE9900990001-9999", "--database", database)
    refused(*assign, words=f"Här finns {PROVIDER} (Region Prov), {UNIT} (Vårdcentralen Prov).", status=1)
    assert done("user", "units", "--database", database).splitlines() == [
        f"{PROVIDER}\tRegion Prov\tvårdgivare", f"{UNIT}\tVårdcentralen Prov\tRegion Prov"]
    assert json.loads(done("user", "units", "--json", "--database", database)) == [
        {"hsaID": PROVIDER, "name": "Region Prov", "provider": PROVIDER, "isProvider": True},
        {"hsaID": UNIT, "name": "Vårdcentralen Prov", "provider": PROVIDER, "isProvider": False},
    ]
    many = tmp_path / "enheter.csv"
    rows = "".join(f"SE9900990001-2{n:03};Enhet {n};{PROVIDER}\n" for n in range(20))
    many.write_text(f"enhet_hsa_id;enhet_namn;vardgivare_hsa_id\n{rows}", "utf-8")
    done("import", "--database", database, many)
    refused(*assign, words="Visa dem som finns med ”sakkunnig user units”.", status=1)


def test_the_list_shows_a_disabled_accounts_roles_and_every_hsa_id(tmp_path):
    database = str(tmp_path / "enhet.db")
    fill(database, tmp_path)
    done("user", "hsa-id", "karin", "SE9900990001-P001", "--database", database)
    done("user", "disable", "karin", "--database", database)
    karin, lena = (line.split("\t") for line in done("user", "list", "--database", database).splitlines())
    assert karin[:3] == ["karin", "Karin Koordinatorsson", "SE9900990001-P001"]
    assert karin[3].startswith("avstängt; Rehabkoordinator (rehabCoordinator), Vårdcentralen Prov")
    assert lena[2] == "–" and lena[3].startswith("Logggranskare")
    listed = json.loads(done("user", "list", "--json", "--database", database))
    assert [account.get("hsaID") for account in listed] == ["SE9900990001-P001", None]
    assert [len(account["roles"]) for account in listed] == [1, 1]
