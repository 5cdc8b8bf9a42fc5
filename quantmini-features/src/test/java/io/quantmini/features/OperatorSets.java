package io.quantmini.features;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import java.util.ArrayList;
import java.util.List;

/** Sets that call every operator, some of them within others. */
final class OperatorSets {
    private static final List<String> WINDOWS = List.of(
            "Mean", "Sum", "Std", "Var", "Skew", "Kurt", "Max", "Min", "IdxMax", "IdxMin", "Med", "Mad", "Rank",
            "Count", "Slope", "Rsquare", "Resi", "WMA", "EMA", "Ref", "Delta");
    private static final List<String> OPERANDS =
            List.of("$close", "$volume", "$close/Ref($close,1)-1", "Mean($high,3)-$low", "$close>Ref($close,1)");
    private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 11, 20, 33};

    private OperatorSets() {}

    /** Every window operator over several operands, each with two lengths. */
    static FeatureSet windows(Precision precision) {
        List<Feature> features = new ArrayList<>();
        int turn = 0;
        for (String operator : WINDOWS) {
            for (String operand : OPERANDS) {
                for (int i = 0; i < 2; i++) {
                    int rows = ROWS[turn++ % ROWS.length];
                    String text = operator + "(" + operand + "," + rows + ")";
                    features.add(Feature.of("f" + features.size(), text));
                }
            }
        }
        for (String operand : OPERANDS) {
            for (int rows : new int[] {2, 5, 10, 21}) {
                features.add(Feature.of("f" + features.size(), "Quantile(" + operand + "," + rows + ",0.2)"));
                features.add(Feature.of("f" + features.size(), "Quantile(" + operand + "," + rows + ",0.8)"));
                features.add(Feature.of("f" + features.size(), "Corr(" + operand + ",Log($volume+1)," + rows + ")"));
                features.add(Feature.of("f" + features.size(), "Cov(" + operand + ",$open/$close," + rows + ")"));
            }
        }
        return new FeatureSet("windows", 1, precision, features);
    }

    /** Operators of one row. */
    static FeatureSet rows(Precision precision) {
        List<Feature> features = new ArrayList<>();
        for (String text : List.of(
                "Abs($close-$open)",
                "Sign($close-$open)",
                "Log($volume)",
                "Log($volume/Ref($volume,1)+1)",
                "Power($close,0.5)",
                "Power($volume,2)",
                "Greater($close,Ref($close,1))",
                "Less($close,Ref($close,1))",
                "And($close>$open,$volume>100)",
                "Or($close>$open,$volume>100)",
                "Not($close>$open)",
                "If($close>$open,$high,$low)",
                "If($close==Ref($close,1),1,$volume)",
                "($close>=$open)+($close<=$open)-($close!=$open)",
                "-$close*2/($high-$low)",
                "$close/($high-$low+1e-12)",
                "1/$volume",
                "$vwap/$close-1",
                "2*3-$close")) {
            features.add(Feature.of("f" + features.size(), text));
        }
        return new FeatureSet("rows", 1, precision, features);
    }
}
