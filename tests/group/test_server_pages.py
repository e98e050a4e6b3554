"""What a real server answers with: one small page, and the forms that need no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from serving import CODE, Client, browser, host_of, served

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_page_is_one_small_answer_that_fetches_nothing(tmp_path: Path) -> None:
    """HTML, CSS and JavaScript in at most 30 KB, under a policy that allows this page alone."""
    async with served(tmp_path) as room, browser() as session:
        for path in ("/", f"/{CODE}", f"/{CODE.lower()}"):
            async with session.get(f"{room.base}{path}") as response:
                text = await response.text()
                policy = response.headers["Content-Security-Policy"]
                assert response.status == 200
                assert response.headers["Cache-Control"] == "no-store"
        assert len(text.encode()) <= 30_000
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        nonce = policy.partition("script-src 'nonce-")[2].partition("'")[0]
        assert text.count(f'nonce="{nonce}"') == 2
        assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in text
        assert "%" not in text.partition("<style")[0].replace("100%", "")


async def test_the_form_without_javascript_plays(tmp_path: Path) -> None:
    """A seat, a vote, a changed mind and the split by forms and links alone."""
    async with served(tmp_path) as room, browser() as session:
        phone = Client(session, room.base)
        host = await host_of(session, room)
        assert (await phone.post("/basic/join", {"code": "AAAAAA", "name": "Lu"}))[0] == 404
        assert (await phone.post("/basic/join", {"code": CODE.lower(), "name": "Lu"}))[0] == 303
        assert "You are Lu." in (await phone.get("/basic"))[1]
        await host.do("open")
        form = (await phone.get("/basic"))[1]
        assert 'value="take"' in form
        vote = {"round": "1", "id": "1", "option": "take"}
        assert (await phone.post("/basic/vote", vote))[0] == 303
        form = (await phone.get("/basic"))[1]
        assert "Your vote is in." in form
        assert 'value="take" checked' in form
        assert (await phone.post("/basic/vote", vote | {"id": "2", "option": "ask"}))[0] == 303
        await host.do("lock")
        late = await phone.post("/basic/vote", vote | {"id": "3"})
        assert "had closed" in late[1]
        await host.do("reveal")
        assert "1 (100 %)" in (await phone.get("/basic"))[1]
        assert room.server.hub.room.ballots[0].tally == ((1, 0, 0),)
