"""How people get in, on a real server: codes, a closed door, crowds of one, bans, the forms."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING

import pytest
from rooms import van
from serving import CODE, PATIENCE, SESSION, Client, browser, host_of, seated, served
from test_teams import budgets

from game.group import gate
from game.group.invitation import Guest
from game.group.journal import NAME, Header, create
from game.group.seat_codes import NAME as LIST
from game.group.seat_codes import issue
from game.group.seat_line import JoinError, SeatLine, address_of
from game.group.settings import Settings
from game.story.compiled import QUALITIES

if TYPE_CHECKING:
    from pathlib import Path

BY_CODE = Settings(teams="code")


async def asked(client: Client, **fields: object) -> tuple[int, str]:
    """Ask for a seat in these words."""
    return await client.post("/join", {"code": CODE, "name": "Ana", **fields})


def with_seat_codes(folder: Path, count: int) -> list[str]:
    """Begin a session with seat codes; return them as the list has them."""
    story = van()
    create(folder, Header(SESSION, story.id, story.file, story.fingerprint, CODE, 1, Settings()))
    issue(folder, story, count, 2)
    return re.findall(r"\| (\w{3}-\w{3}) \|", (folder / LIST).read_text())


async def test_a_teams_code_leads_to_its_side_by_every_door(tmp_path: Path) -> None:
    """Page, plain form and line in a terminal; in small letters too; the room's code asks which."""
    async with served(tmp_path, BY_CODE, budgets()) as room, browser() as session:
        page, form, bare = (Client(session, room.base) for _ in range(3))
        status, text = await page.get(f"/{CODE.lower()}w")
        assert (status, "You join: The Blues" in text) == (200, True)
        assert (await page.get(f"/{CODE}H"))[0] == 404
        assert (await page.get(f"/{CODE}AA"))[0] == 404
        assert (await asked(page, code=f"{CODE}W", team="red"))[0] == 200
        shown = await form.get(f"/basic?code={CODE}a")
        assert "You join: The Reds" in shown[1]
        assert (await form.post("/basic/join", {"code": f"{CODE}a", "name": "Bo"}))[0] == 303
        base, code = address_of(f"{room.base}/{CODE.lower()}W")
        async with SeatLine(base, code) as line:
            form = await line.welcome()
            assert form is not None
            assert (form.side, form.teams) == ("You join: The Blues", ())
            await line.join(Guest("Cy"))
        status, text = await asked(bare)
        assert (status, "Each side has a code of its own" in text) == (409, True)
        assert [seat.team for seat in room.server.hub.room.seats] == ["blue", "red", "blue"]


async def test_wrong_team_codes_are_throttled(tmp_path: Path) -> None:
    """A letter that is no team's is a wrong code; the room's own code without one is none."""
    async with served(tmp_path, BY_CODE, budgets()) as room, browser() as session:
        client = Client(session, room.base)
        statuses = [(await asked(client, code=f"{CODE}H"))[0] for _ in range(40)]
        assert statuses[:30] == [404] * 30
        assert 429 in statuses[30:]
        assert (await asked(client))[0] == 409
        assert (await asked(client, code=f"{CODE}A"))[0] == 200


async def test_a_seat_code_is_asked_for_taken_once_and_kindly_refused(tmp_path: Path) -> None:
    """By page, form and line; a phone with a seat needs none; the list is its owner's alone."""
    codes = with_seat_codes(tmp_path, 4)
    assert len(set(codes)) == 4
    assert (tmp_path / LIST).stat().st_mode & 0o777 == 0o600
    assert not any(code in (tmp_path / NAME).read_text() for code in codes)
    async with served(tmp_path) as room, browser() as session:
        one, two = Client(session, room.base), Client(session, room.base)
        assert '<label id="slip" >' in (await one.get(f"/{CODE}"))[1]
        assert "Your seat code" in (await one.get("/basic"))[1]
        assert (await asked(one))[0] == 428
        status, text = await asked(one, seat_code="AAA-AAA")
        assert (status, "no such seat code" in text) == (404, True)
        assert (await asked(one, seat_code=codes[0].lower().replace("-", " ")))[0] == 200
        assert (await asked(one))[0] == 200
        status, text = await asked(two, seat_code=codes[0])
        assert (status, "was used already" in text) == (409, True)
        form = {"code": CODE, "name": "Bo", "seat_code": codes[0]}
        assert "was used already" in (await two.post("/basic/join", form))[1]
        assert (await two.post("/basic/join", form | {"seat_code": codes[1]}))[0] == 303
        async with SeatLine(*address_of(f"{room.base}/{CODE}")) as line:
            form = await line.welcome()
            assert form is not None
            assert form.missing(Guest("Cy")) == ("seat_code",)
            with pytest.raises(JoinError, match="seat code as well"):
                await line.join(Guest("Cy"))
            with pytest.raises(JoinError, match="no such"):
                await line.join(Guest("Cy", seat_code="AAA-AAA"))
            await line.join(Guest("Cy", seat_code=codes[2]))
        assert len(room.server.hub.room.seats) == 3
        assert room.server.hub.room.unused == room.server.hub.room.seat_codes - {
            seat.code for seat in room.server.hub.room.seats
        }
    async with served(tmp_path) as room, browser() as session:
        assert (await asked(Client(session, room.base), seat_code=codes[0]))[0] == 409
        assert (await asked(Client(session, room.base), seat_code=codes[3]))[0] == 200


async def test_wrong_seat_codes_are_throttled_and_right_ones_pass(tmp_path: Path) -> None:
    """With the room's code in hand seat codes can't be tried out, and nobody is kept out by it."""
    codes = with_seat_codes(tmp_path, 2)
    async with served(tmp_path) as room, browser() as session:
        client = Client(session, room.base)
        tries = [(await asked(client, seat_code=f"AAA-A{at % 10}A"))[0] for at in range(60)]
        assert tries.count(404) < 40
        assert 429 in tries
        assert (await asked(client, seat_code=codes[1]))[0] == 200


async def test_a_closed_door_keeps_new_people_out_and_lets_the_others_back(tmp_path: Path) -> None:
    """Who has a seat reloads and reconnects; after a restart the door is still closed."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await host_of(session, room)
        assert await host.do("door", open=False) == ""
        await host.until(lambda state: not state["entrance"]["open"])
        status, text = await asked(Client(session, room.base))
        assert (status, "door of this room is closed" in text) == (409, True)
        assert (await asked(phone))[0] == 200
        await phone.close()
        phone.state = {}
        await phone.open()
    async with served(tmp_path) as room, browser() as session:
        assert (await asked(Client(session, room.base)))[0] == 409
        host = await host_of(session, room)
        await host.do("door", open=True)
        assert (await asked(Client(session, room.base)))[0] == 200


async def test_a_script_without_sockets_takes_a_tenth_of_the_room(tmp_path: Path) -> None:
    """All at once or one by one; a real phone at the same address gets in once they are cleared."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 3)
        script = Client(session, room.base)

        async def sit() -> int:
            client = Client(session, room.base)
            return (await asked(client, name="Bot"))[0]

        statuses = await asyncio.gather(*(sit() for _ in range(700)))
        assert statuses.count(200) == gate.MOST_SILENT
        assert set(statuses) == {200, 429}
        form = {"code": CODE, "name": "Bot"}
        assert (await script.post("/basic/join", form))[0] == 429
        assert (await phones[0].get("/state"))[0] == 200


async def test_silent_seats_are_cleared_in_one_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who opened a socket or asked for the state stays; a cleared cookie is nobody's any more."""
    monkeypatch.setattr("game.group.gate.GRACE", 0.0)
    monkeypatch.setattr("game.group.entrance.REST", 0)
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        ghost, polling = Client(session, room.base), Client(session, room.base)
        await ghost.join("Ghost")
        await polling.join("Poll")
        assert (await polling.get("/state"))[0] == 200
        host = await host_of(session, room)
        assert (await host.until(bool))["entrance"]["silent"] == 1
        assert await host.do("clear", seats=[0, 1, 2]) == ""
        hub = room.server.hub
        assert [seat.present for seat in hub.room.seats] == [True, False, True]
        assert (await ghost.get("/state"))[0] == 401
        assert await host.do("clear") == "Every seat has been used."
        new = Client(session, room.base)
        assert await new.join("New") == 200
        assert [seat.name for seat in hub.room.seats] == ["P0", "New", "Poll"]
        await new.open()
        assert new.state["you"]["name"] == "New"
        assert (await ghost.get("/state"))[0] == 401
        assert (await phone.get("/state"))[0] == 200
        assert len(hub.seat_of) == 3
    async with served(tmp_path) as room:
        assert [seat.name for seat in room.server.hub.room.seats] == ["P0", "New", "Poll"]


async def test_who_comes_to_a_seat_as_it_is_cleared_loses_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next holder of the seat can't be listened to, nor voted for, by the one before."""
    monkeypatch.setattr("game.group.gate.GRACE", 0.0)
    async with served(tmp_path) as room, browser() as session:
        ghost = Client(session, room.base)
        await ghost.join("Ghost")
        hub = room.server.hub
        silent = hub.gate.silent()
        await ghost.open()
        host = await host_of(session, room)
        monkeypatch.setattr(hub.gate, "silent", lambda: silent)
        assert await host.do("clear") == ""
        assert ghost.socket is not None
        async with asyncio.timeout(PATIENCE):
            while (await ghost.socket.receive()).data is not None:
                pass
        assert ghost.socket.closed
        assert hub.phones == {}


async def test_after_a_ban_a_new_phone_at_that_address_waits_for_the_host(tmp_path: Path) -> None:
    """Without its cookie the banned phone is stopped, and the host is told and can let it in."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await host_of(session, room)
        await host.do("remove", seat=0, ban=True)
        status, text = await asked(Client(session, room.base))
        assert (status, "sent out of the room from this address" in text) == (429, True)
        await host.until(lambda state: state["entrance"]["turned_away"] == 1)
        assert await host.do("admit") == ""
        assert (await asked(Client(session, room.base)))[0] == 200
        assert await phone.join() == 403


async def test_a_ban_keeps_nobody_out_of_a_shared_address(tmp_path: Path) -> None:
    """Where others of the room have the same address, the cookie alone is banned."""
    async with served(tmp_path) as room, browser() as session:
        await seated(session, room, 2)
        host = await host_of(session, room)
        await host.do("remove", seat=0, ban=True)
        assert (await asked(Client(session, room.base)))[0] == 200


async def test_the_form_keeps_what_was_chosen(tmp_path: Path) -> None:
    """Looking again, a wrong code and too many messages lose nothing that was typed or chosen."""
    async with served(tmp_path) as room, browser() as session:
        phone = Client(session, room.base)
        host = await host_of(session, room)
        wrong = await phone.post("/basic/join", {"code": "AAAAAA", "name": 'Lu "L"'})
        assert 'value="Lu &quot;L&quot;"' in wrong[1]
        assert 'value="AAAAAA"' in wrong[1]
        await phone.post("/basic/join", {"code": CODE, "name": "Lu"})
        await host.do("open")
        vote = {"round": "1", "id": "1", "option": "take"}
        text = (await phone.post("/basic/vote", vote | {"look": "1"}))[1]
        assert 'value="take" checked' in text
        assert room.server.hub.room.ballots[0].voted == (0,)
        answers = [await phone.post("/basic/vote", vote) for _ in range(14)]
        assert answers[-1][0] == 429
        assert 'value="take" checked' in answers[-1][1]
        status, text = await phone.post("/basic/vote", {"round": "1", "id": "2"})
        assert status in {400, 429}
        for path in ("/basic/vote", "/basic/join", "/basic/pick"):
            assert (await phone.get(path))[0] == 200
        await host.do("lock")
        await host.do("open")
        text = (await phone.post("/basic/vote", vote | {"look": "1"}))[1]
        assert "A new question has come" in text
        assert "checked" not in text


async def test_the_form_picks_qualities(tmp_path: Path) -> None:
    """In the debrief, one or two; a third is refused, and what was ticked stays ticked."""
    async with served(tmp_path) as room, browser() as session:
        phone = Client(session, room.base)
        await phone.post("/basic/join", {"code": CODE, "name": "Lu"})
        host = await host_of(session, room)
        await host.do("open")
        assert await host.do("end") == ""
        assert 'type="checkbox" name="quality" value="openness"' in (await phone.get("/basic"))[1]
        three = [("quality", one) for one in QUALITIES[:3]]

        async def pick(fields: list[tuple[str, str]]) -> tuple[int, str]:
            async with session.post(
                f"{room.base}/basic/pick", data=fields, headers=phone.headers()
            ) as response:
                return response.status, await response.text()

        text = (await pick(three))[1]
        assert 'role="alert"' in text
        assert text.count(" checked") == 3
        assert not room.server.hub.room.picks.get(0)
        text = (await pick(three[:2]))[1]
        assert "Received: " in text
        assert text.count(" checked") == 2
        assert room.server.hub.room.picks.get(0) == QUALITIES[:2]
        text = (await pick([three[2], ("look", "1")]))[1]
        assert f'value="{QUALITIES[2]}" checked' in text
        assert room.server.hub.room.picks.get(0) == QUALITIES[:2]


async def test_a_form_says_why_a_seat_is_gone(tmp_path: Path) -> None:
    """Who was sent away reads so, above the form to join again."""
    async with served(tmp_path) as room, browser() as session:
        one, two = Client(session, room.base), Client(session, room.base)
        for client in (one, two):
            await client.post("/basic/join", {"code": CODE, "name": "Lu"})
        host = await host_of(session, room)
        await host.do("remove", seat=0, ban=False)
        await host.do("remove", seat=1, ban=True)
        assert "You are not in this room any more." in (await one.get("/basic"))[1]
        assert "This phone was sent out of the room." in (await two.get("/basic"))[1]


async def test_a_form_is_read_out_in_order(tmp_path: Path) -> None:
    """The title says whether there is something to do; then the state, the text, the answers."""
    async with served(tmp_path, Settings(teams="chosen"), budgets()) as room, browser() as session:
        phone = Client(session, room.base)
        assert "<title>Join Two budgets</title>" in (await phone.get("/basic"))[1]
        form = {"code": CODE, "name": "Lu", "team": "blue"}
        await phone.post("/basic/join", form)
        host = await host_of(session, room)
        await host.do("open")
        await phone.post("/basic/vote", {"round": "1", "id": "1", "option": "open"})
        text = (await phone.get("/basic"))[1]
        assert "<title>The vote is open and secret. Two budgets</title>" in text
        order = (
            *("The vote is open and secret.</p>", "Your side: The Blues.", "<h2>", "BLUE-SECRET"),
            *("Your vote is in. You chose: Open the book.", "<legend>", "checked", "Send"),
            *("Look again", "Trust"),
        )
        places = [text.index(one) for one in order]
        assert places == sorted(places)
        await host.do("lock")
        await host.do("reveal")
        text = (await phone.get("/basic"))[1]
        assert "<caption>Votes of The Blues</caption>" in text
        assert "<th scope=col>First vote</th>" in text


async def test_no_address_and_no_code_is_in_the_log(tmp_path: Path) -> None:
    """What the server knows of addresses stays in its memory."""
    with_seat_codes(tmp_path, 1)
    async with served(tmp_path) as room, browser() as session:
        await asked(Client(session, room.base), seat_code="nothing")
        text = (tmp_path / NAME).read_text()
        assert "127.0.0.1" not in text
        assert json.loads(text.splitlines()[1])["do"] == "issue"
        assert room.server.hub.room.seat_codes
