package io.quantmini.qlib;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.QlibInspectorProvider;
import io.quantmini.stage.QlibInspector;

/** Registers {@link QlibValidator}. */
public final class QlibValidatorProvider implements QlibInspectorProvider {
    @Override
    public String id() {
        return "validator";
    }

    @Override
    public String describe() {
        return "every file, against the rows";
    }

    @Override
    public QlibInspector create(QuantminiContext context) {
        return new QlibValidator();
    }
}
