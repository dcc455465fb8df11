"""The catalogue: every code list that a layer or a field names is there, with the codes of the domain."""

from __future__ import annotations

from ecoledger.core.model import Evidence, Kind, Status
from ecoledger.core.plan.codes import read_codes, read_layers
from ecoledger.layers.schema import tables


def test_every_code_list_named_by_the_schema_and_the_layers_exists():
    named = {f.codes for t in tables().values() for f in t.fields if f.codes and not f.codes.startswith("@")}
    named |= {layer.class_list for layer in read_layers().values() if layer.class_list}
    assert named == set(read_codes())


def test_the_lists_of_the_program_hold_exactly_its_values():
    codes = read_codes()
    assert list(codes["status"]) == [str(int(status)) for status in Status]
    assert list(codes["target_kind"]) == [kind.value for kind in Kind]
    assert list(codes["evidence_kind"]) == [evidence.value for evidence in Evidence]


def test_codes_keep_their_leading_zeros():
    assert read_codes()["forest_land_class"]["0171"].zh == "宜林荒山荒地"


def test_names_are_unique_within_a_list_so_that_a_value_map_can_be_read_back():
    for name, codes in read_codes().items():
        for words in ([c.zh for c in codes.values()], [c.en for c in codes.values()]):
            assert len(set(words)) == len(words), name
