"""Run an algorithm of the plugin in this process, and read what it made."""

from __future__ import annotations

from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

# A circle of 100 m drawn with two arcs: 31415.927 m².
CIRCLE = (
    "CURVEPOLYGON(CIRCULARSTRING(37500100 3600000,37500200 3600100,37500100 3600200,"
    "37500000 3600100,37500100 3600000))"
)


class Said(QgsProcessingFeedback):
    """Feedback that keeps what it is told; cancels itself when the bar reaches `cancel_at` percent."""

    def __init__(self, cancel_at=None):
        super().__init__(False)
        self.percents, self.warnings, self.infos, self.errors = [], [], [], []
        self.progressChanged.connect(self.percents.append)
        if cancel_at is not None:
            self.progressChanged.connect(lambda p: self.cancel() if p >= cancel_at else None)

    def pushWarning(self, warning):
        self.warnings.append(warning)

    def pushInfo(self, info):
        self.infos.append(info)

    def reportError(self, error, fatalError=False):
        self.errors.append(error)


class Outcome:
    """What a run gave back: its results, whether it went well, and what it said."""

    def __init__(self, results, ok, context, said):
        self.results, self.ok, self.said = results, ok, said
        self._context = context

    def layer(self, name):
        """The layer of an output."""
        found = QgsProcessingUtils.mapLayerFromString(self.results[name], self._context)
        assert found is not None and found.isValid(), self.results[name]
        return found

    def rows(self, name):
        """The rows of an output as dicts; NULL is None."""
        return [
            {
                k: None if isinstance(v, QVariant) else v
                for k, v in zip(f.fields().names(), f.attributes(), strict=True)
            }
            for f in self.layer(name).getFeatures()
        ]


def run(name, said=None, context=None, **parameters):
    """Run ``ecoledger:name``; outputs that are not given go to memory."""
    algorithm = QgsApplication.processingRegistry().algorithmById(f"ecoledger:{name}").create()
    for output in algorithm.destinationParameterDefinitions():
        if output.type() == "sink" and output.createByDefault():
            parameters.setdefault(output.name(), "TEMPORARY_OUTPUT")
    context, said = context or QgsProcessingContext(), said or Said()
    good, why = algorithm.checkParameterValues(parameters, context)
    assert good, why
    results, ok = algorithm.run(parameters, context, said)
    return Outcome(results, ok, context, said)


def layer(*rows, fields=(("name", QVariant.String),), kind="Polygon", crs="EPSG:4525", name="图斑 parcels"):
    """A layer in memory of (wkt or None, attribute…) rows."""
    made = QgsVectorLayer(f"{kind}?crs={crs}" if crs else kind, name, "memory")
    made.dataProvider().addAttributes([QgsField(*field) for field in fields])
    made.updateFields()
    features = []
    for wkt, *attributes in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes(attributes)
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    return made


def square(x, y, size, height=None, at=(37_500_000, 3_600_000)):
    """WKT of a square (or a rectangle) whose corner lies x, y metres from a place on the meridian of 111°."""
    west, south = at[0] + x, at[1] + y
    east, north = west + size, south + (height or size)
    return f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"
