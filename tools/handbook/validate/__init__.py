"""Records against the schemas of their types. Knows one record at a time."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from handbook.finding import Finding
from handbook.load.model import BrokenKind
from handbook.load.passed_over import is_opened
from handbook.load.records import spoilt
from handbook.validate.codes import CODES
from handbook.validate.quick import quick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema.protocols import Validator

    from handbook.load.model import Broken, Loaded, Record
    from handbook.types.model import Types
    from handbook.validate.model import SchemaFault
    from handbook.validate.quick import Accepts

__all__ = ["CODES", "faults_in", "validate"]


def validate(loaded: Loaded, types: Types) -> Loaded:
    """The same, without the records that fail their schema.

    Those join ``broken``, and a finding for each fault joins ``findings``, so that whatever comes
    after deals with sound records only. Files that were broken before but could be read are
    compared too, so that all their faults are told at once.
    """
    comparing = _Comparing(types)
    records: list[Record] = []
    broken: list[Broken] = []
    findings: list[Finding] = []
    for record in loaded.records:
        faults = comparing.faults(record.type, record.data) if is_opened(record) else []
        findings += [_finding(record, fault) for fault in faults]
        if faults:
            broken.append(spoilt(record))
        else:
            records.append(record)
    for each in loaded.broken:
        if each.kind == BrokenKind.RECORD and each.data is not None and each.type in types:
            faults = comparing.faults(each.type, each.data)
            findings += [_finding(each, fault) for fault in faults if fault.route != ("id",)]
    return dataclasses.replace(
        loaded,
        records=tuple(records),
        broken=tuple(sorted([*loaded.broken, *broken], key=lambda b: (b.path, b.id))),
        findings=(*loaded.findings, *findings),
    )


def faults_in(types: Types, type_name: str, data: Mapping[str, Any]) -> list[SchemaFault]:
    """What is wrong with the data of one record of a type that is not written yet."""
    return _Comparing(types).faults(type_name, data)


class _Comparing:
    """Compares records with schemas; the validators of a type are made once, when first needed.

    A quick one may accept a record; only what it does not accept is gone through fault by fault.
    """

    def __init__(self, types: Types) -> None:
        self._types = types
        self._validators: dict[str, Validator] = {}
        self._quick: dict[str, Accepts] = {}

    def faults(self, type_name: str, data: Mapping[str, Any]) -> list[SchemaFault]:
        """What is wrong with the data of a record of this type."""
        if type_name not in self._quick:
            self._quick[type_name] = quick(self._types[type_name])
        if self._quick[type_name](data):
            return []
        from handbook.validate.engine import errors_of, validator  # noqa: PLC0415  slow to import
        from handbook.validate.words import explain  # noqa: PLC0415  only needed with it

        if type_name not in self._validators:
            self._validators[type_name] = validator(self._types[type_name])
        errors = errors_of(self._validators[type_name], data)
        return explain(errors, self._types[type_name].schema)


def _finding(record: Record | Broken, fault: SchemaFault) -> Finding:
    return Finding(fault.code, record.path, fault.message, fault.hint, fault.route, about=record.id)
