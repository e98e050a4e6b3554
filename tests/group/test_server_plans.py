"""Plans in pairs over real sockets: received once the log has them, read by the partner alone."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from rooms import van
from serving import CODE, Client, Host, Served, browser, host_of, seated, served

import game.group.hub
from game.group.guard import fits
from game.group.host_state import read
from game.group.messages import Blank
from game.group.server import replayed

if TYPE_CHECKING:
    from pathlib import Path

FOUR_BYTES = "\U0001f69a"
"""A letter that takes four bytes, and twelve where JSON is kept to ASCII."""


async def debriefed(session: aiohttp.ClientSession, room: Served) -> Host:
    """Decide once, end there, and turn to the page of plans; return the host."""
    host = await host_of(session, room)
    for kind in ("open", "lock", "reveal"):
        assert await host.do(kind) == ""
    assert await host.do("commit", choices=["ask"]) == ""
    assert await host.do("end") == ""
    return host


async def planning(session: aiohttp.ClientSession, room: Served, count: int) -> list[Client]:
    """Return phones on the page of plans."""
    phones = await seated(session, room, count)
    host = await debriefed(session, room)
    assert await host.do("turn", page=2) == ""
    for phone in phones:
        await phone.until(lambda phone=phone: phone.state.get("page") == "plans")
    return phones


async def write(phone: Client, text: str, number: int = 1) -> dict[str, Any]:
    """Send a plan as UTF-8; return what the room says to it."""
    assert phone.socket is not None
    sent = json.dumps({"plan": {"text": text, "id": number}}, ensure_ascii=False)
    await phone.socket.send_str(sent)
    while True:
        told = await phone.read()
        if told.keys() & {"planned", "refused"}:
            return told


async def test_a_plan_is_received_once_the_log_has_it(tmp_path: Path) -> None:
    """What is acknowledged is in the log, and in the room that the log makes."""
    async with served(tmp_path) as room, browser() as session:
        phones = await planning(session, room, 20)
        text = "Ask first.\nThen load."
        told = await asyncio.gather(*(write(one, f"{text} {n}") for n, one in enumerate(phones)))
        assert told == [{"planned": {"id": 1}}] * 20
        logged = [line["text"] for line in room.lines() if line["do"] == "write"]
        assert sorted(logged) == sorted(f"{text} {number}" for number in range(20))
        assert await write(phones[3], "Another one.", 2) == {"planned": {"id": 2}}
    again = replayed(room.path, van())
    assert again.plans.get(3) == ("Another one.", 2)
    assert again.plans.get(4) == (f"{text} 4", 1)


async def test_no_other_phone_and_no_screen_is_told_a_plan(tmp_path: Path) -> None:
    """Not a byte of it leaves for anybody but the partner, who has written, too."""
    async with served(tmp_path) as room, browser() as session:
        phones = await planning(session, room, 4)
        screens = [await host_of(session, room, view) for view in ("projector", "console")]
        for number, phone in enumerate(phones[:3]):
            await write(phone, f"SECRET-{number}")
        await phones[0].until(lambda: bool(phones[0].state["you"].get("theirs")))
        assert phones[0].state["you"]["theirs"] == [["P1", "SECRET-1"]]
        for screen in screens:
            await screen.until(lambda state: state["plans"] == [3, 4])
            assert "SECRET" not in "".join(screen.texts)
        _, state = await phones[3].get("/state")
        _, basic = await phones[3].get("/basic")
        assert "SECRET" not in json.dumps(phones[3].received) + state + basic
        await phones[2].until(lambda: "plan" in phones[2].state["you"])
        mine = json.dumps(phones[2].received)
        assert "SECRET-0" not in mine
        assert "SECRET-2" in mine
    files = [one.read_text() for one in tmp_path.glob("*.csv")]
    assert len(files) == 4
    assert "SECRET" not in "".join(files)


async def test_a_plan_may_have_500_characters_of_any_kind(tmp_path: Path) -> None:
    """500 letters of four bytes fit into a message; one more is refused and nothing is cut off."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await planning(session, room, 1)
        assert await write(phone, FOUR_BYTES * 500) == {"planned": {"id": 1}}
        told = await write(phone, "x" * 501, 2)
        assert "at most 500 characters" in told["refused"]
        assert len(room.server.hub.room.plans.get(0).text) == 500  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "message",
    [
        {"vote": {"round": 1, "option": "x" * 300, "id": 1}},
        {"pick": ["x" * 300]},
        {"plan": {"text": "x" * 1_000, "id": 1, "seat": 1}},
        {"plan": {"text": "x" * 3_000, "id": 1}},
        {"plan": ["x"]},
        {"plan": {"text": 7, "id": 1}},
        {"plan": {"text": "x", "id": "1"}},
        {"plan": {"text": "x" * 300, "id": 1}, "vote": 1},
        {"arrive": {"seat": 0}},
        {"do": "turn", "page": 1},
    ],
    ids=lambda message: str(message)[:30],
)
async def test_only_a_plan_may_be_long(tmp_path: Path, message: dict[str, object]) -> None:
    """Whatever else is over 256 bytes, or has more in it, costs its sender the connection alone."""
    async with served(tmp_path) as room, browser() as session:
        hostile, other = await planning(session, room, 2)
        await hostile.send(message)
        assert hostile.socket is not None
        assert (await asyncio.wait_for(hostile.socket.receive(), 60)).data in {1008, 1009}
        assert await write(other, "Still here.") == {"planned": {"id": 1}}


async def test_who_was_away_is_paired_on_coming_back(tmp_path: Path) -> None:
    """A phone that slept while the pairs were made has a partner as soon as it is back."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 3)
        await phones[2].close()
        host = await host_of(session, room)
        await host.until(lambda state: state["connected"] == 2)
        await host.close()
        host = await debriefed(session, room)
        assert await host.do("turn", page=2) == ""
        assert [len(one or ()) for one in room.server.hub.room.partners or ()] == [1, 1]
        await phones[2].open()
        await phones[2].until(lambda: phones[2].state["you"].get("pair") == ["P0", "P1"])
        await phones[0].until(lambda: phones[0].state["you"].get("pair") == ["P1", "P2"])
        late = Client(session, room.base)
        assert await late.join("Late") == 200
        await late.open()
        await late.until(lambda: len(late.state["you"]["pair"]) == 1)


async def test_who_only_polls_is_paired_too(tmp_path: Path) -> None:
    """Somebody at the page without scripts who looks again has a partner."""
    async with served(tmp_path) as room, browser() as session:
        await planning(session, room, 1)
        hub = room.server.hub
        late = Client(session, room.base)
        assert await late.join("Late") == 200
        # As if they had been away when the pairs were made.
        assert hub.room.partners is not None
        hub.writer.room = replace(hub.writer.room, partners=hub.room.partners.put(1, None))
        hub.writer.committed = hub.writer.room
        await late.get("/basic")
        # What was asked for before this has been done, too.
        await hub.writer.submitted(Blank(1, on=True))
        assert "You are paired with P0." in (await late.get("/basic"))[1]


async def test_a_page_that_is_turned_is_shown_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host's screens do not wait for it as they wait for counts."""
    monkeypatch.setattr(game.group.hub, "VIEWS_EVERY", 10_000)
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await host_of(session, room)
        assert await host.do("open") == ""
        await phone.round(1)
        await phone.vote("ask")
        for kind in ("lock", "reveal"):
            assert await host.do(kind) == ""
        assert await host.do("commit", choices=["ask"]) == ""
        assert await host.do("end") == ""
        assert await host.do("turn", page=1) == ""
        await host.until(lambda state: state["phase"] == "debrief" and state["page"] == 1)


def test_only_texts_of_somebodys_own_may_be_long() -> None:
    """256 characters for every message but a plan."""
    assert fits('{"vote": ' + " " * 200)
    assert not fits('{"vote": ' + " " * 300)
    assert not fits(' {"plan": ' + " " * 300)
    assert fits('{"plan": ' + " " * 300)
    assert fits('{"plan":' + " " * 300)


async def test_a_plan_without_a_socket(tmp_path: Path) -> None:
    """Where a proxy breaks sockets the page sends it by a request of its own."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await planning(session, room, 1)
        status, told = await phone.post("/plan", {"text": "Ask.", "id": 1})
        assert (status, json.loads(told)) == (200, {"planned": {"id": 1}})
        assert json.loads((await phone.get("/state"))[1])["state"]["you"]["plan"]["text"] == "Ask."
        assert (await phone.post("/plan", {"text": "Ask."}))[0] == 400


async def test_the_form_without_javascript_takes_a_plan(tmp_path: Path) -> None:
    """It asks, says that it is received, shows the partner's; a text not taken is there again."""
    async with served(tmp_path) as room, browser() as session:
        ana, bo = await planning(session, room, 2)
        _, text = await ana.get("/basic")
        assert "You are paired with P1." in text
        assert "shown to nobody else" in text
        written = "На следующей неделе <b>спрошу</b>.\r\n" + "ж" * 420
        assert (await form(ana, written))[0] == 303
        await write(bo, "Ask <i>first</i>.")
        _, text = await ana.get("/basic")
        assert "Received." in text
        assert "&lt;b&gt;спрошу&lt;/b&gt;" in text
        assert "Ask &lt;i&gt;first&lt;/i&gt;." in text
        assert 'name="id" value="2"' in text
        status, text = await form(ana, "y" * 501, 2)
        assert status == 200
        assert "at most 500 characters" in text
        assert "y" * 501 in text
        status, text = await form(ana, "ж" * 1_500, 2)
        assert (status, "at most 500 characters" in text) == (400, True)
        stays = room.server.hub.room.plans.get(0)
        assert stays is not None
        assert stays.text.startswith("На следующей неделе <b>спрошу</b>.\nжж")


async def form(phone: Client, text: str, number: int = 1) -> tuple[int, str]:
    """Send the form as a browser does."""
    with aiohttp.MultipartWriter("form-data") as parts:
        for name, value in (("text", text), ("id", str(number))):
            part = parts.append(value)
            part.headers.clear()
            part.set_content_disposition("form-data", name=name)
    async with phone.session.post(
        f"{phone.base}/basic/plan", data=parts, headers=phone.headers(), allow_redirects=False
    ) as response:
        return response.status, await response.text()


async def test_the_page_is_resumed(tmp_path: Path) -> None:
    """A room that comes back shows the page that was shown, pairs and plans as they were."""
    async with served(tmp_path) as room, browser() as session:
        phones = await planning(session, room, 2)
        await write(phones[0], "Ask.")
        before = room.server.hub.room
        cookie = phones[0].cookie
    async with served(tmp_path) as room, browser() as session:
        assert room.server.hub.room.partners == before.partners
        host = await host_of(session, room)
        state = await host.until(lambda state: state["phase"] == "debrief")
        assert (state["page"], state["plans"]) == (2, [1, 2])
        back = Client(session, room.base)
        back.cookie = cookie
        await back.open()
        assert back.state["you"]["plan"] == {"text": "Ask.", "id": 1}
        assert back.state["you"]["pair"] == ["P1"]


async def test_pages_are_counted_as_the_screens_count_them(tmp_path: Path) -> None:
    """The server knows which page is the last one; there is none beyond it."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await host_of(session, room)
        assert "no page" in await host.do("turn", page=0)
        assert await host.do("open") == ""
        await phone.round(1)
        await phone.vote("ask")
        for kind in ("lock", "reveal"):
            assert await host.do(kind) == ""
        assert await host.do("commit", choices=["ask"]) == ""
        assert await host.do("end") == ""
        assert "no page" in await host.do("turn", page=5)
        assert await host.do("turn", page=4) == ""
        assert read(await host.until(lambda state: state["page"] == 4)).planning
        assert await phone.post("/join", {"code": CODE, "name": ""}) == (200, '{"ok": true}')
