"""A problem as the OpenAPI document describes it (RFC 9457); portal.web.api_problems writes them."""

from pydantic import BaseModel, ConfigDict, Field

from portal.api.public_models import PromiseTold


class Fault(BaseModel):
    """One place to put right."""

    pointer: str = Field(
        default="", description="A JSON Pointer into the body (RFC 6901).", examples=["#/contact/address"]
    )
    parameter: str = Field(default="", description="The parameter of the query, where it is one.", examples=["topic"])
    detail: str = Field(description="What to do there, in the words of the form.")


class Problem(BaseModel):
    """What happened, why, and what to do next."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Where this kind of problem is explained.", json_schema_extra={"format": "uri"})
    title: str = Field(description="What happened; the same for every problem of the type.")
    status: int
    detail: str = Field(description="What happened this time, and what to do.")
    errors: list[Fault] = Field(default=[], description="With `invalid`: each place to put right.")
    release: str = Field(default="", description="With `promises-changed`: the release whose promises these are.")
    promises: list[PromiseTold] = Field(default=[], description="With `promises-changed`: what is promised now.")
