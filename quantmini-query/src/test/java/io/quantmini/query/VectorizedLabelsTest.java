package io.quantmini.query;

import io.quantmini.features.VectorizedFeatureEngine;
import io.quantmini.stage.FeatureEngine;

/** The same of the other engine. */
class VectorizedLabelsTest extends LabelsTest {
    @Override
    FeatureEngine engine() {
        return new VectorizedFeatureEngine();
    }
}
