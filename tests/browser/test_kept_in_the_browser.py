"""An answer given is an answer kept: mishaps with pages, kernels and disks, each in a real browser."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from lessons.answers import Book, Record, records_in_notebook
from lessons.answers.counting import counting
from lessons.case import read_case
from lessons.course import start
from tests.browser import lab
from tests.browser.hands import press, question

pytestmark = pytest.mark.browser
NOTEBOOK, BOOK = "01_claims.ipynb", "01_claims.jsonl"
HOMES = pytest.mark.parametrize("home", ["lab/tree", "notebooks"], ids=["JupyterLab", "Notebook"])


class Visit:
    """A course on a server, and a browser at it; the question is the first of lesson 1 with options."""

    def __init__(self, course: Path, address: str, browser: Browser) -> None:
        self.course, self.address, self.browser = course, address, browser
        lesson = read_case(course / "case").lesson("claims")
        asked = next(e for e in lesson.exercises if e.kind == "choose" and not e.confidence)
        self.id, self.name, self.options = asked.id, f"Question {lesson.numbers[asked.id]}", list(asked.options)
        self.context = browser.new_context()

    def begin_anew(self) -> None:
        """No page and nothing kept by the browser, no kernel, a fresh notebook, and no answers."""
        self.context.close()
        self.context = self.browser.new_context(viewport={"width": 1280, "height": 1000})
        lab.end_kernels(self.address)
        for path in [*self.course.glob("01_claims*"), self.course / "go on"]:
            path.unlink(missing_ok=True)
        shutil.rmtree(self.course / "answers", ignore_errors=True)
        start(self.course)
        lab.shorten(self.course / NOTEBOOK, "desk.recall(", "desk.write(")

    def open(self, home: str = "lab/tree", name: str = NOTEBOOK, run: bool = True) -> Page:
        """A page on the notebook, with all cells run."""
        page = self.context.new_page()
        page.goto(f"{self.address}/{home}/{name}" + ("?reset" if home.startswith("lab") else ""))
        lab.is_ready(page)
        if run:
            lab.run_all(page)
        return page

    def choose(self, page: Page, number: int) -> Locator:
        """Tick an option of the question, and give its section."""
        section = question(page, self.name)
        section.locator(".lq-options input").nth(number).check()
        return section

    def answer(self, page: Page, number: int) -> None:
        """Answer with an option, and wait for the page to say something of it."""
        section = self.choose(page, number)
        before = len(self.in_book())
        press(section)
        assert within(10, lambda: len(self.in_book()) > before)

    def in_book(self) -> list[Record]:
        """What the book on the disk holds of the question."""
        return Book.open(self.course / "answers" / BOOK).of(self.id)

    def handed_in(self) -> list[str]:
        """The answers that were handed in, in the order of the book."""
        return [record.answer for record in self.in_book() if record.committed]

    def in_notebook(self, name: str = NOTEBOOK) -> str:
        """The answer for which the notebook alone, as it lies on the disk, would be graded."""
        record = counting(records_in_notebook(self.course / name))[0].get((self.id, ""))
        return record.answer if record else ""

    def keeps(self, number: int, name: str = NOTEBOOK) -> bool:
        """Whether book and notebook on the disk both come to hold an option as the answer that counts."""
        wanted = self.options[number]
        held = within(12, lambda: self.in_notebook(name) == wanted)
        return held and self.handed_in()[-1] == wanted


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def says(page: Page, text: str) -> bool:
    """Whether the page says something within three seconds, and a slow machine's own time."""
    return within(6, lambda: page.get_by_text(text).first.is_visible())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """One server and one browser for all mishaps."""
    with lab.course_in_a_browser(tmp_path_factory.mktemp("kept")) as room:
        yield Visit(*room)


@pytest.fixture
def visit(place: Visit) -> Visit:
    """A visit at which nothing has been answered yet."""
    place.begin_anew()
    return place


class TestReload:
    """The page is loaded again while the kernel lives on."""

    @HOMES
    def test_an_answer_after_a_reload_reaches_book_and_notebook(self, visit, home):
        """The notebook handed in alone holds what was answered after the page was loaded again."""
        page = visit.open(home)
        visit.answer(page, 0)
        assert visit.keeps(0)
        page.reload()
        lab.is_ready(page)
        visit.answer(page, 1)
        assert visit.keeps(1)

    def test_a_cell_deleted_and_brought_back(self, visit):
        """Undo brings the cell back, and its answers go on reaching the notebook."""
        page = visit.open()
        visit.answer(page, 0)
        page.evaluate(SELECT, visit.name)
        for command in ("notebook:delete-cell", "notebook:undo-cell-action"):
            page.evaluate("(command) => window.jupyterapp.commands.execute(command)", command)
        visit.answer(page, 1)
        assert visit.keeps(1)

    def test_a_cell_cut_and_pasted_elsewhere(self, visit):
        """A cell that was moved is the same question."""
        page = visit.open()
        visit.answer(page, 0)
        page.evaluate(SELECT, visit.name)
        for command in ("notebook:cut-cell", "notebook:paste-cell-below"):
            page.evaluate("(command) => window.jupyterapp.commands.execute(command)", command)
        visit.answer(page, 1)
        assert visit.keeps(1)

    def test_the_notebook_reverted_to_the_disk(self, visit):
        """After Revert the page shows what was saved; the next answer reaches the file again."""
        page = visit.open()
        visit.answer(page, 0)
        assert visit.keeps(0)
        page.evaluate("() => window.jupyterapp.shell.currentWidget.context.revert()")
        lab.is_ready(page)
        visit.answer(page, 1)
        assert visit.keeps(1)


class TestTwice:
    """The same question in two places."""

    def test_a_cell_run_twice_is_one_question(self, visit):
        """Tries go on counting, and the answer given last counts, whichever copy it was given in."""
        page = visit.open()
        visit.answer(page, 0)
        lab.run_all(page)
        visit.answer(page, 1)
        assert visit.keeps(1)
        assert [record.attempt for record in visit.in_book() if record.committed] == [1, 2]

    def test_two_pages_on_one_notebook(self, visit):
        """Answers in turn: no page asks which file to keep, and the file stays whole."""
        first = visit.open()
        visit.answer(first, 0)
        assert visit.keeps(0)
        second = visit.open(run=False)
        for number, page in ((1, second), (2, first), (3, second), (0, first)):
            page.bring_to_front()
            visit.answer(page, number)
            assert visit.keeps(number)
        assert [page.locator(".jp-Dialog").count() for page in (first, second)] == [0, 0]

    def test_two_kernels_on_one_notebook(self, visit):
        """A second kernel counts on from the book: the answer given last counts."""
        page = visit.open()
        visit.answer(page, 0)
        visit.answer(page, 1)
        page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.changeKernel({name: 'python3'})")
        other = visit.open()
        visit.answer(other, 2)
        assert [(record.attempt, record.answer) for record in visit.in_book() if record.committed][-1] == (
            3,
            visit.options[2],
        )


class TestSaving:
    """The page's own saves and those of its questions."""

    def test_saves_of_one_page_take_turns(self, visit):
        """A save that is asked for while another is under way waits: nobody is asked about a changed file."""
        visit.context.add_init_script(SLOW)
        page = visit.open()
        visit.answer(page, 0)
        saved = page.evaluate(
            "() => { const { context } = window.jupyterapp.shell.currentWidget;"
            " const after = (ms) => new Promise((on) => setTimeout(on, ms)).then(() => context.save());"
            " const all = Promise.all([0, 200, 400, 600].map(after)).then(() => true);"
            " return Promise.race([all, new Promise((on) => setTimeout(on, 15000, false))]); }"
        )
        assert (saved, page.get_by_text("File Changed").count()) == (True, 0)
        assert visit.keeps(0)


#: every answer about a file takes its time, as on a slow server
SLOW = """const quick = window.fetch;
window.fetch = async (...asked) => {
  const answer = await quick(...asked);
  if (String(asked[0].url ?? asked[0]).includes("/api/contents/")) await new Promise((on) => setTimeout(on, 300));
  return answer;
};"""


class TestNobodyListens:
    """The kernel is gone, or busy."""

    @HOMES
    def test_a_restarted_kernel_is_told_and_the_answer_handed_over(self, visit, home):
        """Within three seconds the question says so; after Run All the answer is in the book."""
        page = visit.open(home)
        page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        lab.is_ready(page)
        press(visit.choose(page, 1))
        assert says(page, "Your answer is kept in this page")
        lab.run_all(page)
        assert visit.keeps(1)

    def test_a_reload_costs_nothing_either(self, visit):
        """What waited in the page is handed over by the page that comes after it."""
        page = visit.open()
        lab.end_kernels(visit.address)
        press(visit.choose(page, 1))
        assert says(page, "Your answer is kept in this page")
        page.close()
        again = visit.open()
        assert within(8, lambda: visit.handed_in() == [visit.options[1]])
        assert question(again, visit.name).locator(".lq-options input").nth(1).is_checked()

    def test_a_page_closed_at_once_costs_nothing(self, visit):
        """A tick and a closed lid: the draft is handed over when the notebook is opened again."""
        page = visit.open()
        visit.choose(page, 1)
        page.close()
        visit.open()
        assert within(8, lambda: [record.answer for record in visit.in_book()] == [visit.options[1]])

    def test_a_busy_kernel_hears_or_is_told_to_be_busy(self, visit):
        """While another cell runs the answer is heard beside it, where the kernel can, or the question says so."""
        page = visit.open()
        page.evaluate(BUSY)
        press(visit.choose(page, 1))
        busy = page.get_by_text("still at work on another cell").first
        assert within(6, lambda: busy.is_visible() or visit.handed_in() != [])
        (visit.course / "go on").touch()
        assert within(10, lambda: visit.handed_in() == [visit.options[1]])


class TestDisk:
    """The book cannot be written."""

    def test_what_the_disk_refuses_is_told_and_written_with_the_next_press(self, visit):
        """Nothing says “Recorded” that is not on the disk; the notebook has it meanwhile."""
        page = visit.open()
        (visit.course / "answers" / BOOK).mkdir(parents=True)
        section = visit.choose(page, 0)
        press(section)
        section.get_by_text("Not in your answer book yet").wait_for()
        assert within(12, lambda: visit.in_notebook() == visit.options[0])
        (visit.course / "answers" / BOOK).rmdir()
        press(section)
        assert within(5, lambda: visit.handed_in() == [visit.options[0]] * 2)


class TestKeys:
    """What fingers do without meaning it."""

    def test_a_double_click_is_one_attempt(self, visit):
        """The second click of two is no second try."""
        page = visit.open()
        section = visit.choose(page, 0)
        section.locator('button[data-act="commit"]').dblclick()
        assert visit.keeps(0)
        assert visit.handed_in() == [visit.options[0]]

    def test_a_click_on_the_words_of_a_question_leaves_its_box_alone(self, visit):
        """After a click on the words, x and dd cut nothing."""
        page = visit.open()
        count = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"
        before = page.evaluate(count)
        section = question(page, visit.name)
        section.locator("legend").first.click()
        for key in ("x", "d", "d"):
            page.keyboard.press(key)
        page.locator(f"{lab.PANEL} .jp-OutputArea-output :is(strong, h3)", has_text=visit.name).first.click()
        for key in ("x", "d", "d"):
            page.keyboard.press(key)
        assert page.evaluate(count) == before

    def test_steady_typing_is_kept_every_two_seconds_and_saved_seldom(self, visit):
        """A text is drafted while it is typed; the file is not written at every letter."""
        page = visit.open()
        area = page.locator(f"{lab.PANEL} section.lq textarea").first
        area.scroll_into_view_if_needed()
        page.evaluate(COUNT_SAVES)
        area.press_sequentially("ducks on the pond are counted by the gardener every single morning", delay=90)
        drafts = [r for r in Book.open(visit.course / "answers" / BOOK).records if isinstance(r.answer, str)]
        assert 2 <= len(drafts) <= 8
        assert page.evaluate("() => window.savesCounted") <= 1


SELECT = """(name) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const holds = (cell) => cell.node.querySelector(`section[aria-label="${name}"]`);
  notebook.activeCellIndex = notebook.widgets.findIndex(holds);
  notebook.deselectAll();
}"""
BUSY = """() => new Promise((started) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const ask = () => {
    const asked = kernel.requestExecute({
      code: "import os, time\\nwhile not os.path.exists('go on'): time.sleep(0.1)" });
    asked.onIOPub = ({ header }) => { if (header.msg_type === "execute_input") started(); };
    asked.done.then(({ content }) => { if (content.status !== "ok") ask(); });
  };
  ask();
})"""
COUNT_SAVES = """() => {
  window.savesCounted = 0;
  const count = (_, state) => { window.savesCounted += state === "started"; };
  window.jupyterapp.shell.currentWidget.context.saveState.connect(count);
}"""


class TestSlow:
    """A machine on which a script takes its time."""

    def test_a_script_that_comes_late_hears_the_kernel_all_the_same(self, visit):
        """anywidget waits for it two seconds, here none; the question is awake, takes an answer and replies."""
        visit.context.add_init_script(NO_TIME)
        page = visit.open()
        visit.answer(page, 0)
        question(page, visit.name).locator(".lq-feedback li").first.wait_for()


NO_TIME = """const plain = AbortSignal.timeout;
AbortSignal.timeout = (milliseconds) => plain.call(AbortSignal, milliseconds === 2000 ? 0 : milliseconds);"""
