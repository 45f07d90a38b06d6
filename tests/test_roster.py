"""The roster: whoever exported it, however it is encoded, and whose hand-in is whose."""

from __future__ import annotations

import datetime
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.errors import GradingError
from lessons.gradebook.lms import Scored, lms_file
from lessons.handins.assignments import target_of
from lessons.handins.csv_file import decimal_mark, number_in
from lessons.handins.people import folded, learner_for
from lessons.handins.roster import Roster, read_roster
from tests.handed_in import whose
from tests.toy import unhurried

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Ducks (77),Final Score
    Points Possible,,,,,10,(read only)
"Li, Ana",4711,S-1,ana.li,Pond A,,
"O'Brien, José María",4712,S-2,jose,Pond B,,
"Student, Test",9999,,abcdef,Pond A,,
"""
MOODLE = """\
Identifier,Full name,ID number,Email address,Status,Group,Grade,Maximum Grade,Grade can be changed,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 123456,Ana Li,17,ana.li@school.example,Submitted,Mallards,,100.00,Yes,\
"Friday, 20 November 2026, 11:59 PM",-,
Participant 123457,Ben Oz,18,ben.oz@school.example,No submission,Teals,,100.00,Yes,-,-,
"""
MOODLE_BOOK = """\
First name,Last name,ID number,Email address,Assignment: Ducks (Real),Course total (Real),\
Last downloaded from this course
Ana,Li,17,ana.li@school.example,-,-,1795000000
"""
GRADESCOPE = """\
First Name,Last Name,SID,Email,Sections,Ducks,Ducks - Max Points,Ducks - Submission Time,Ducks - Lateness (H:M:S)
Ana,Li,17,ana.li@school.example,A,,10.0,2026-11-20 23:59:00 +0100,00:00:00
Ben,Oz,18,ben.oz@school.example,A,,10.0,,
"""
NAMES = "name,id,email,login,pseudonym\nAna Li,1,ana@pond.example,annette,kind-otter\nBen Oz,2,,,\n"


def read(folder: Path, content: str | bytes, assignment: str = "") -> Roster:
    """The roster of a file that holds this."""
    path = folder / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_roster(path, assignment)


def plain(name: str) -> str:
    """A name without case and accents, its spaces as hyphens."""
    return folded(name).replace(" ", "-")


def found(roster: Roster, *called: object) -> str:
    """The name of the learner found, or why none was."""
    told = whose(roster.index, *called)
    return told.learner.name if told.learner else told.why


class TestExports:
    """An LMS's export is known by its headers."""

    def test_canvas(self, tmp_path):
        """Canvas' number, SIS id, login and section are read; its two rows that are nobody are not learners."""
        roster = read(tmp_path, CANVAS)
        told = [(one.name, one.lms_id, one.login, one.section) for one in roster.learners]
        assert (roster.kind, told) == (
            "canvas",
            [("Li, Ana", "4711", "ana.li", "Pond A"), ("O'Brien, José María", "4712", "jose", "Pond B")],
        )

    def test_canvas_with_two_name_columns(self, tmp_path):
        """The export with last and first name apart holds the same people."""
        head = "LastName,FirstName,ID,SIS Login ID,Section,Ducks (77)\n    Points Possible,,,,,10\n"
        roster = read(tmp_path, head + "Li,Ana,4711,ana.li,A,\nStudent,Test,1,x,A,\n")
        assert (roster.kind, [one.name for one in roster.learners]) == ("canvas", ["Ana Li"])

    def test_moodle_worksheet(self, tmp_path):
        """Moodle's participant is known by its number alone, and the group is read."""
        roster = read(tmp_path, MOODLE)
        told = [(one.name, one.lms_id, one.email, one.group) for one in roster.learners]
        assert (roster.kind, told[0]) == (
            "moodle worksheet",
            ("Ana Li", "123456", "ana.li@school.example", "Mallards"),
        )

    def test_moodle_worksheet_of_a_blind_marking(self, tmp_path):
        """Where Moodle hides the names, the participant stands for the person."""
        head = "Identifier,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission)\n"
        roster = read(tmp_path, head + "Participant 5,Submitted,,100,Yes,-\n")
        assert [(one.name, one.lms_id) for one in roster.learners] == [("Participant 5", "5")]

    def test_moodle_gradebook(self, tmp_path):
        """The gradebook's export gives names from two columns, and no participant."""
        roster = read(tmp_path, MOODLE_BOOK)
        assert (roster.kind, [(one.name, one.lms_id) for one in roster.learners]) == (
            "moodle gradebook",
            [("Ana Li", "")],
        )

    def test_gradescope(self, tmp_path):
        """Gradescope's export is known by its “Max Points”."""
        roster = read(tmp_path, GRADESCOPE)
        assert (roster.kind, [one.name for one in roster.learners]) == ("gradescope", ["Ana Li", "Ben Oz"])

    def test_gradescope_of_one_assignment(self, tmp_path):
        """The export of a single assignment is known as well."""
        head = "First Name,Last Name,SID,Email,Total Score,Max Points,Status,Submission ID,Submission Time\n"
        roster = read(tmp_path, head + "Ana,Li,17,a@b.example,,10,Ungraded,55,2026-11-20 23:59:00 +0100\n")
        assert (roster.kind, len(roster.submitted)) == ("gradescope", 1)

    @pytest.mark.parametrize(
        "head", ["Full Name;E-Mail", "student;email_address", "First name;Last name", "STUDENT-ID;class"]
    )
    def test_plain_headers_have_synonyms(self, tmp_path, head):
        """Whatever a teacher calls the columns within reason, the table is read."""
        assert len(read(tmp_path, f"{head}\nAna;Li\n").learners) == 1

    def test_everybody_is_on_the_roster(self, tmp_path):
        """A learner from a roster says so."""
        assert {one.on_list for one in read(tmp_path, NAMES).learners} == {True}


class TestFiles:
    """However a spreadsheet saved it."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_every_encoding_and_delimiter(self, tmp_path, encoding, delimiter):
        """Accents arrive whole."""
        roster = read(tmp_path, f"name{delimiter}id\r\nJosé Müller{delimiter}1\r\n".encode(encoding))
        assert [one.name for one in roster.learners] == ["José Müller"]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "empty"),
            (b"PK\x03\x04...", "Excel"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "expected"),
            (b"colour,shape\nred,round\n", "“colour”, “shape”; expected at least one of name"),
            (b"name,id\n", "no learner"),
            (b'name,id\n"Ana Li,1\n', "line 2 that is never closed"),
            (b"name,id\nAna Li,1\nBen Oz,1\n", "“1” in rows 2 and 3, for Ana Li and for Ben Oz"),
            (b"name\nAna Li\nAna Li\n", "Add a column id or email"),
        ],
    )
    def test_a_broken_file_is_refused_in_a_sentence(self, tmp_path, content, message):
        """What was found, what was expected, what to do."""
        with pytest.raises(GradingError, match=message):
            read(tmp_path, content)

    def test_a_missing_file_is_refused_in_a_sentence(self, tmp_path):
        """No traceback for a slip in the path."""
        with pytest.raises(GradingError, match="check the path"):
            read_roster(tmp_path / "nowhere.csv")

    @unhurried
    @given(st.binary(max_size=300))
    def test_any_bytes_are_read_or_refused(self, tmp_path_factory, content):
        """Nothing but ``GradingError`` comes out of a damaged file."""
        path = tmp_path_factory.getbasetemp() / "any.csv"
        path.write_bytes(b"name,id\n" + content)
        with suppress(GradingError):
            assert read_roster(path).learners

    def test_a_learner_in_two_sections_stands_once(self, tmp_path):
        """The same person in two rows is one learner, in the section that comes first."""
        roster = read(tmp_path, "name,id,section\nAna Li,1,A\nAna Li,1,B\n")
        assert [(one.name, one.section) for one in roster.learners] == [("Ana Li", "A")]


#: Moodle's grading worksheet in the languages it comes in; the word before a number, “no”, and a time
WORKSHEETS = {
    "German": "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
    "Zuletzt geändert (Abgabe),Feedback als Kommentar|Teilnehmer/in|Nein|Freitag, 20. November 2026, 23:59",
    "French": "Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,La note peut être modifiée,"
    "Dernière modification (travail remis),Feedback par commentaires|Participant|Non|20 nov. 2026, 23:59",
    "Spanish": "Identificador,Nombre completo,Dirección de correo,Estado,Calificación,Calificación máxima,"
    "La calificación puede ser cambiada,Última modificación (entrega),Comentarios de retroalimentación"
    "|Participante|No|viernes, 20 de noviembre de 2026, 23:59",
    "Portuguese": "Identificador,Nome completo,Endereço de e-mail,Status,Nota,Nota máxima,"
    "A nota pode ser alterada,Última modificação (envio),Comentários de feedback"
    "|Participante|Não|sexta-feira, 20 nov 2026, 23:59",
    "Italian": "Identificativo,Nome completo,Indirizzo email,Stato,Valutazione,Valutazione massima,"
    "La valutazione può essere modificata,Ultima modifica (consegna),Commenti"
    "|Partecipante|No|venerdì, 20 novembre 2026, 23:59",
    "Dutch": "Identificatie,Volledige naam,E-mailadres,Status,Cijfer,Maximumcijfer,Cijfer kan worden gewijzigd,"
    "Laatst gewijzigd (inzending),Feedback als commentaar|Deelnemer|Nee|vrijdag, 20 november 2026, 23:59",
    "Polish": "Identyfikator,Pełna nazwa,Adres e-mail,Status,Ocena,Maksymalna ocena,Ocena może być zmieniona,"
    "Ostatnio modyfikowane (zadanie),Komentarz zwrotny|Uczestnik|Nie|piątek, 20 listopada 2026, 23:59",
    "Turkish": "Tanımlayıcı,Tam adı,E-posta adresi,Durum,Not,En yüksek not,Not değiştirilebilir,"
    "Son değiştirme (gönderim),Geri bildirim yorumları|Katılımcı|Hayır|20 Kasım 2026, Cuma, 23:59",
    "Ukrainian": "Ідентифікатор,Повне ім’я,Електронна пошта,Статус,Оцінка,Максимальна оцінка,Оцінку можна змінити,"
    "Остання зміна (робота),Коментарі відгуку|Учасник|Ні|п'ятниця 20 листопада 2026 23:59",
    "Korean": "식별자,성명,이메일 주소,상태,성적,최고 성적,성적을 변경할 수 있음,최종 수정 (제출),피드백 설명"
    "|참가자|아니오|2026년 11월 20일 금요일 오후 11:59",
    "Japanese": "識別子,フルネーム,メールアドレス,ステータス,評点,最大評点,評点変更可,最終更新日時 (提出),"
    "フィードバックコメント|参加者|いいえ|2026年 11月 20日(金曜日) 23:59",
    "Chinese": "标识符,全名,电子邮件地址,状态,成绩,最高成绩,成绩可以更改,最后修改 (提交),反馈评论"
    "|参与者|否|2026年11月20日 星期五 23:59",
}


def worksheet(language: str) -> str:
    """A worksheet of two, the second of whom is locked."""
    head, participant, no, when = WORKSHEETS[language].split("|")
    rows = [f'{participant} {n},{name},{n}@s.example,x,,"5,00",{can},"{when}",' for n, name, can in (
        (7, "Ana Li", "Da"), (8, "Ben Oz", no))]  # fmt: skip
    return "\n".join([head, *rows, ""])


class TestLanguages:
    """The columns an LMS writes in its own language."""

    @pytest.mark.parametrize("language", WORKSHEETS)
    def test_moodles_worksheet(self, tmp_path, language):
        """Names, numbers, times and the place of the grade are found, and a locked grade is left alone."""
        found = read(tmp_path, worksheet(language))
        told = [(one.name, one.lms_id, one.email) for one in found.learners]
        assert (found.kind, told[0]) == ("moodle worksheet", ("Ana Li", "7", "7@s.example"))
        assert set(found.submitted.values()) == {datetime.datetime(2026, 11, 20, 23, 59)}
        made = lms_file(found, {one.id: Scored(4.5, 4.5, 5, 0) for one in found.learners})
        ana, ben = [row.split(",") for row in made.content.decode().splitlines()[1:]]
        assert (ana[4:6], ben[4]) == (['"4', '5"'], "")

    def test_a_worksheet_in_a_language_nobody_knows(self, tmp_path):
        """The order of its columns tells."""
        head = "Tunniste,Koko nimi,Sähköposti,Tila,Arvosana,Korkein,Muutettavissa,Viimeksi,Kommentti"
        found = read(tmp_path, f"{head}\nOsallistuja 7,Ana Li,a@s.example,x,,5.00,Kyllä,-,\n")
        ana = found.learners[0]
        assert (found.kind, ana.lms_id, ana.name) == ("moodle worksheet", "7", "Ana Li")

    @pytest.mark.parametrize(
        "head",
        [
            "Прізвище;Ім’я;Ідентифікаційний номер",
            "성;이름;학번",
            "Surname;Name;Student ID",
            "Cognome;Nome;Matricola",
        ],
    )
    def test_a_name_that_is_half_a_name(self, tmp_path, head):
        """“Name” beside a surname is the other half."""
        assert [one.name for one in read(tmp_path, f"{head}\nLi;Ana;17\n").learners] == ["Ana Li"]

    @pytest.mark.parametrize(
        "head", ["Name;Vorname;Matrikelnummer", "Nom;Prénom;Id", "Apellido(s);Nombre;Número de ID"]
    )
    def test_a_plain_list(self, tmp_path, head):
        """First and last names are told apart."""
        assert [one.name for one in read(tmp_path, f"{head}\nLi;Ana;17\n").learners] == ["Ana Li"]


class TestSpreadsheets:
    """What a spreadsheet does to a list is undone, and what cannot be is told."""

    def test_a_number_that_became_a_fraction(self, tmp_path):
        """4711.0 is 4711."""
        roster = read(tmp_path, CANVAS.replace(",4711,", ",4711.0,"))
        assert roster.learners[0].lms_id == "4711"

    def test_digits_that_are_gone(self, tmp_path):
        """They are not taken for a number; it is told once, and the login finds the learner."""
        spoilt = CANVAS.replace(",4711,", ",1.043E+17,").replace(",4712,", ",1.043E+17,")
        roster = read(tmp_path, spoilt)
        assert [problem.found for problem in roster.problems] == [
            "“LMS's number” holds numbers such as 1.043E+17: a spreadsheet has thrown their digits away."
        ]
        assert found(roster, "liana", "104300000000000017") == "Li, Ana"

    @pytest.mark.parametrize(
        "before",
        ["sep=;\n", "Course 101 – participants;;\nExported 2026-11-20;;\n\n", "Course 101\n", '"sep=;"\n'],
    )
    def test_lines_above_the_headings(self, tmp_path, before):
        """They are passed over, and told."""
        roster = read(tmp_path, f"{before}name;id;email\nLi, Ana;s1;\nBen Oz;s2;\n")
        assert ([one.id for one in roster.learners], "Not learners: row 1" in roster.taken) == (["s1", "s2"], True)

    @pytest.mark.parametrize(
        "row",
        ["Class average,,", "Durchschnitt,,7.5", "Moyenne,,", "Total: 2,,", "N = 30,,", "Standard deviation,,1.2"],
    )
    def test_a_row_beneath_the_learners(self, tmp_path, row):
        """An average is nobody, and told."""
        roster = read(tmp_path, f"name,id,email\nAna Li,s1,\n{row}\n")
        assert ([one.name for one in roster.learners], "Not learners: row 3" in roster.taken) == (["Ana Li"], True)

    @pytest.mark.parametrize(
        ("cell", "number", "mark"),
        [
            ("1,000.00", 1000, "."),
            ("1.000,00", 1000, ","),
            ("1 000,50", 1000.5, ","),
            ("1’000.50", 1000.5, "."),
            ("1,000", 1000, ""),
            ("85.125", 85.125, "."),
            ("5,00", 5, ","),
            ("1,2,3", None, ""),
            ("EX", None, ""),
        ],
    )
    def test_a_number_with_thousands_set_apart(self, cell, number, mark):
        """However a spreadsheet of some country writes it; what is no number stays none."""
        assert (number_in(cell), decimal_mark(cell)) == (number, mark)

    def test_an_assignment_may_be_called_final(self, tmp_path):
        """Canvas says of a total that it is read only; the word itself says nothing."""
        text = CANVAS.replace("Ducks (77)", "Final Score (77)").replace("Final Score\n", "Ducks Total (78)\n")
        roster = read(tmp_path, text)
        assert target_of(roster.kind, roster.headers, "", "", roster.body).names == ("Final Score", "77")

    def test_pronouns_are_no_name(self, tmp_path):
        """Canvas may write them after the name."""
        assert read(tmp_path, "name,id\nAna Li (she/her),s1\n").learners[0].name == "Ana Li"

    @pytest.mark.parametrize(
        ("encoding", "text"),
        [
            ("cp1252", "id;name\ns1;Müller, Jörg\n"),
            ("cp1250", "id;imię i nazwisko\ns1;Łukasz Żak\n"),
            ("cp1251", "id;ПІБ\ns1;Ірина Шевчук\n"),
            ("cp1254", "id;Adı Soyadı\ns1;Gül Doğan\n"),
            ("cp932", "学籍番号;氏名\ns1;山田 太郎\n"),
            ("gbk", "学号;姓名\ns1;王小明\n"),
            ("cp949", "학번;이름\ns1;김민준\n"),
        ],
    )
    def test_letters_as_windows_has_them_in_a_language(self, tmp_path, encoding, text):
        """A spreadsheet that is not asked saves neither UTF-8 nor what Western Europe has."""
        roster = read(tmp_path, text.encode(encoding))
        name = text.rpartition(";")[2].strip()
        assert (roster.learners[0].name, roster.file.encoding) == (name, encoding)

    @pytest.mark.parametrize(("cell", "id"), [("104,300", "104300"), ("1.043.000", "1043000"), ("17.00", "17")])
    def test_an_id_that_became_an_amount(self, tmp_path, cell, id):
        """Thousands are not set apart in a number that names somebody."""
        assert read(tmp_path, f"name;id\nAna Li;{cell}\n").learners[0].id == id

    def test_letters_of_two_bytes_and_tabs(self, tmp_path):
        """Excel's “Unicode text”, which Blackboard writes too."""
        assert read(tmp_path, "name\tid\nZoë Øre\ts1\n".encode("utf-16")).learners[0].name == "Zoë Øre"

    def test_says_what_the_columns_were_taken_for(self, tmp_path):
        """And which were not understood."""
        assert read(tmp_path, "Name,ID,Shoe size\nAna Li,s1,38\n").taken == (
            "roster.csv was taken for a plain list: “Name” is the name; “ID” is the id. "
            "Not taken for anything of a learner: “Shoe size”."
        )


class TestTimes:
    """When it was handed in, where the file knows."""

    @pytest.mark.parametrize(
        ("written", "read_as"),
        [
            ("2026-11-20T23:59:00+01:00", "2026-11-20T23:59:00+01:00"),
            ("2026-11-20 23:59:00 +0100", "2026-11-20T23:59:00+01:00"),
            ("2026-11-20 22:59:00 UTC", "2026-11-20T22:59:00+00:00"),
            ("Friday, 20 November 2026, 11:59 PM", "2026-11-20T23:59:00"),
            ("Friday, November 20, 2026, 12:05 AM", "2026-11-20T00:05:00"),
            ("20 Nov 2026, 23:59", "2026-11-20T23:59:00"),
        ],
    )
    def test_a_time_is_read_as_an_lms_writes_it(self, tmp_path, written, read_as):
        """ISO, Gradescope's and Moodle's ways; a zone is kept, and none is made up."""
        roster = read(tmp_path, f'id,submitted\nana,"{written}"\n')
        assert roster.submitted == {"ana": datetime.datetime.fromisoformat(read_as)}

    def test_moodle_times(self, tmp_path):
        """The worksheet's time of submission; a hyphen is no time."""
        assert read(tmp_path, MOODLE).submitted == {"17": datetime.datetime(2026, 11, 20, 23, 59)}

    def test_gradescope_times_of_the_assignment_that_is_meant(self, tmp_path):
        """With two assignments in the file, the named one's times count."""
        head = "SID,A,A - Max Points,A - Submission Time,B,B - Max Points,B - Submission Time\n"
        roster = read(tmp_path, head + "17,,1,2026-01-01 10:00:00 +0000,,1,2026-02-02 10:00:00 +0000\n", "B")
        assert [time.month for time in roster.submitted.values()] == [2]

    @pytest.mark.parametrize("written", ["2026-11-20", "yesterday: noon", "31 February 2026, 10:00"])
    def test_an_unreadable_time_is_told(self, tmp_path, written):
        """A day alone, or no date at all, is not guessed at."""
        roster = read(tmp_path, f'id,submitted\nana,"{written}"\n')
        assert (dict(roster.submitted), [p.where for p in roster.problems]) == ({}, ["row 2 of the roster"])


class TestMatch:
    """Whose hand-in is whose."""

    @pytest.mark.parametrize(
        "called",
        [
            ("liana", "4711"),
            ("ana.li",),
            ("ana.li_lesson3",),
            ("Ana Li",),
            ("LI, ANA",),
            ("li_ana",),
            ("liana",),
            ("Ána  Lì",),
            ("ana_li_hw03",),
        ],
    )
    def test_ways_to_one_learner(self, tmp_path, called):
        """By number, login, or name in any order, case, accent and spelling together."""
        assert found(read(tmp_path, CANVAS), *called) == "Li, Ana"

    @pytest.mark.parametrize("called", ["obrienjosémaría", "José María O’Brien", "OBRIEN Jose Maria", "jose"])
    def test_apostrophes_and_accents(self, tmp_path, called):
        """Canvas drops the one and keeps the other."""
        assert found(read(tmp_path, CANVAS), called) == "O'Brien, José María"

    @pytest.mark.parametrize("called", ["ana@pond.example", "hw3 ana@pond.example", "annette_hw3", "Annette"])
    def test_by_email_and_login(self, tmp_path, called):
        """An address or a login within the name of a folder is enough."""
        assert found(read(tmp_path, NAMES), called) == "Ana Li"

    @pytest.mark.parametrize("called", ["Lesson 1", "Ana Berg", "Oz", ""])
    def test_a_chance_likeness_is_no_match(self, tmp_path, called):
        """A short id in a title, or half of a name, says nothing of whose it is."""
        assert found(read(tmp_path, NAMES), called) == f"“{called}” is not on the roster."

    def test_a_login_that_is_anothers_name(self, tmp_path):
        """Ana Bergmann, who is not on the roster, is not Carl because of his login."""
        roster = read(tmp_path, "name,login\nCarl Bergmann,bergmann\n")
        assert whose(roster.index, "Ana Bergmann").learner is None

    def test_pseudonyms_come_last(self, tmp_path):
        """The pseudonym in the answers finds the learner where the folder's name does not."""
        assert found(read(tmp_path, NAMES), "my homework", "", ["Kind-Otter"]) == "Ana Li"

    def test_namesakes_are_not_guessed(self, tmp_path):
        """Two of one name: neither gets the work, and both are named."""
        roster = read(tmp_path, 'name,id\nAna Li,1\n"Li, Ana",2\n')
        assert found(roster, "ana li") == "“ana li” may be Ana Li (1) or Li, Ana (2)."

    @pytest.mark.parametrize("called", [("Ana Li 10002",), ("Ana Li", "", ["otter"])])
    def test_an_id_or_pseudonym_decides_between_namesakes(self, tmp_path, called):
        """What tells them apart is used."""
        roster = read(tmp_path, "name,id,pseudonym\nAna Li,10001,\nAna Li,10002,otter\n")
        assert whose(roster.index, *called).learner.id == "10002"

    def test_two_logins_in_one_name_are_not_guessed(self, tmp_path):
        """A folder of two people is nobody's alone."""
        roster = read(tmp_path, "name,login\nAna Li,al12\nBen Oz,ben4567\n")
        why = whose(roster.index, "al12_ben4567").why
        assert why == "“al12_ben4567” may be Ben Oz (ben4567) or Ana Li (al12)."

    def test_a_number_of_somebody_else_is_told(self, tmp_path):
        """The right name with the wrong number is another course's roster, or another Ana."""
        why = whose(read(tmp_path, CANVAS).index, "liana", "5000").why
        assert why.startswith("“liana” would be Li, Ana, but the number is 5000 and not 4711.")

    def test_matching_does_not_slow_down_with_the_class(self, tmp_path):
        """Ten thousand hand-ins and as many learners are matched in seconds, not hours."""
        rows = [f"Ana{n} Li{n},u{n:06},{n}@pond.example" for n in range(10_000)]
        roster = read(tmp_path, "\n".join(["name,login,email", *rows]))
        start = time.process_time()
        found = [whose(roster.index, f"u{n:06}_hw").learner for n in range(10_000)]
        assert (all(found), time.process_time() - start < 20) == (True, True)


class TestIds:
    """Ids are unique, and safe as file names anywhere."""

    SAFE = re.compile(r"[a-z0-9](?:[a-z0-9._@-]*[a-z0-9])?")
    RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")

    @unhurried
    @given(st.text(max_size=90), st.sampled_from(["", "17", "../1", "9" * 30]))
    def test_any_name_gives_a_safe_id(self, name, lms_id):
        """Short, plain, no path, no reserved word; the name itself stays as it is."""
        learner = learner_for(name, lms_id)
        safe = self.SAFE.fullmatch(learner.id) and not self.RESERVED.fullmatch(learner.id)
        assert (bool(safe), len(learner.id) <= 60, learner.name) == (True, True, name or learner.id)

    @unhurried
    @given(st.text(max_size=30), st.text(max_size=30))
    def test_different_names_give_different_ids(self, one, other):
        """Nobody is taken for another but for case, accents and spaces, which the engine tells as a namesake."""
        assert learner_for(one).id != learner_for(other).id or plain(one) == plain(other)

    @pytest.mark.parametrize(
        ("called", "id"),
        [
            (("kind-otter",), "kind-otter"),
            (("José Núñez",), "jose-nunez"),
            (("Ana Li", "123456"), "ana-li--123456"),
            (("José", "7"), "jose--7"),
            (("ana.li@pond.example",), "ana.li@pond.example"),
        ],
    )
    def test_a_plain_name_stays_readable(self, called, id):
        """No hash where nothing was lost, or where the LMS's number makes it certain."""
        assert learner_for(*called).id == id

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd", "C:\\x", 'a"b', "a\nb", "=1+1", "CON", "con.txt", "😀", "ابن"]
    )
    def test_a_hostile_name_is_made_safe(self, name):
        """Paths, drives, quotes, formulas, emoji and devices become an ordinary id with a hash."""
        assert re.fullmatch(r"[a-z0-9.-]+--[a-p]{8}", learner_for(name).id)

    def test_ids_of_a_roster_come_from_its_id_column(self, tmp_path):
        """The teacher's own numbers name the feedback pages."""
        assert [one.id for one in read(tmp_path, CANVAS).learners] == ["s-1", "s-2"]

    def test_ids_that_would_be_one_file_are_kept_apart(self, tmp_path):
        """“A1” and “a1” are one file on some systems."""
        roster = read(tmp_path, "name,id\nAna Li,A1\nBen Oz,a1\n")
        assert len({one.id for one in roster.learners}) == 2

    def test_a_stranger_never_has_a_learners_id(self, tmp_path):
        """A folder that is called like an id on the roster is not that learner."""
        roster = read(tmp_path, "name,id\nBen Oz,kind-otter\n")
        stranger = roster.index.stranger("kind-otter")
        assert (stranger.id.startswith("kind-otter--"), stranger.on_list) == (True, False)
