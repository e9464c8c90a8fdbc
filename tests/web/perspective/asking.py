"""A program that asks for scores, and a site's key for it."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

from civiltongue.operations.add_api_key import add_api_key, revoke_api_key
from tests.living import LivingSite

ANALYZE = "/v1alpha1/comments:analyze"
SUGGEST = "/v1alpha1/comments:suggestscore"
SIX = ("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT")
RUDE = "You are a damn idiot, and you know it."
CIVIL = "The council should publish the survey before it votes."
_numbers = count(1)


@dataclass
class Program:
    """A program with a key; ``ask`` and ``suggest`` send what its clients send."""

    site: LivingSite
    name: str
    key: str

    @property
    def base_url(self) -> str:
        return self.site.living.base_url

    def send(self, path: str, **sent: Any) -> httpx.Response:
        """Post something with the key."""
        headers = {"Content-Type": "application/json", **sent.pop("headers", {})}
        return httpx.post(
            f"{self.base_url}{path}", params={"key": self.key}, headers=headers, timeout=30, **sent
        )

    def ask(self, text: str, *attributes: str, **fields: Any) -> httpx.Response:
        """Ask for a text's scores, toxicity where nothing else is named."""
        wanted = {name: {} for name in attributes or ("TOXICITY",)}
        return self.send(ANALYZE, json={"comment": {"text": text}, "requestedAttributes": wanted, **fields})

    def scores(self, text: str, *attributes: str, **fields: Any) -> dict[str, Any]:
        """Return the scores of a text by attribute."""
        answer = self.ask(text, *attributes, **fields)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["attributeScores"]
        return found

    def suggest(self, text: str, **fields: Any) -> httpx.Response:
        """Suggest that a text is toxic."""
        scores = {"TOXICITY": {"summaryScore": {"value": 1}}}
        return self.send(SUGGEST, json={"comment": {"text": text}, "attributeScores": scores, **fields})

    def revoke(self) -> None:
        """Revoke the key."""
        revoke_api_key(self.site.living.house, self.site.site, self.name)


def a_program(site: LivingSite, *, per_minute: int = 600_000) -> Program:
    """Make a key for a program."""
    name = f"program-{next(_numbers)}"
    made = add_api_key(site.living.house, site.site, name, per_minute=per_minute)
    return Program(site, name, made.key)


def error_of(answer: httpx.Response) -> dict[str, Any]:
    """Return the error of an answer, which has Google's shape."""
    body = answer.json()
    assert set(body) == {"error"}, body
    error: dict[str, Any] = body["error"]
    assert {"code", "message", "status"} <= set(error) <= {"code", "message", "status", "details"}
    assert error["code"] == answer.status_code
    assert error["message"]
    return error


def kind_of(answer: httpx.Response) -> str:
    """Return the kind of an error of the API's own."""
    detail = error_of(answer)["details"][0]
    return str(detail.get("errorType") or detail["reason"])
