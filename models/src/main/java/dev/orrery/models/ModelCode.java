// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models;

import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.diagnostic.Severity;

/**
 * Everything that can be wrong with a project's files.
 *
 * <p>M001–M029 syntax, M030–M049 project files, M050–M079 names and types, M080–M094 layers and graph, M095–M099 environments,
 * from M100 rules, M190–M199 tests.
 */
public enum ModelCode implements Code {
    SYNTAX(1),
    UNCLOSED_QUOTE(2),
    NESTED_TOO_DEEP(3),
    FOREIGN_SYNTAX(4),
    RESERVED_WORD(5),
    STRING_FOR_NAME(6),
    TRAILING_COMMA(7),
    NEWER_THAN_TARGET(8),
    YAML_SYNTAX(30),
    UNKNOWN_KEY(31),
    KEY_TWICE(32),
    WRONG_KIND_OF_VALUE(33),
    KEY_MISSING(34),
    VALUE_NOT_KNOWN(35),
    SECRET_IN_FILE(36),
    UNKNOWN_VARIABLE(37),
    UNKNOWN_LAYER(38),
    HEADER_BROKEN(39),
    NOT_ONE_STATEMENT(40),
    NAME_TWICE(41),
    OTHER_NAME(42),
    FACT_TWICE(43),
    KEY_NOT_FOR_KIND(44),
    SEED_WITHOUT_TABLE(45),
    NO_PROJECT_FILE(46),
    MISPLACED_FILE(47),
    KIND_AND_STATEMENT(48),
    UNKNOWN_TABLE(50),
    UNKNOWN_COLUMN(51),
    AMBIGUOUS_COLUMN(52),
    UNKNOWN_FUNCTION(53),
    WRONG_ARGUMENTS(54),
    NOT_GROUPED(55),
    NAME_OF_COLUMN_TWICE(56),
    WRONG_COLUMN_COUNT(57),
    WRONG_TYPES(58),
    MISPLACED_AGGREGATE(59),
    MISPLACED_WINDOW(60),
    ALIAS_TWICE(61),
    WRONG_ORDINAL(62),
    UNKNOWN_FIELD(63),
    MISPLACED_STAR(64),
    GENERATED_COLUMN(65),
    FEATURE_OFF(66),
    UNKNOWN_PROPERTY(67),
    TABLE_KEY(68),
    AUTO_INCREMENT(69),
    OTHER_CATALOG(70),
    INDEX(71),
    COLUMN_TYPE(72),
    AGGREGATION(73),
    PARTITION(74),
    DISTRIBUTION(75),
    DEFAULT_VALUE(76),
    PROPERTY_VALUE(77),
    FORMER_COLUMN(78),
    NAME_NOT_ALLOWED(79),
    CYCLE(80),
    LAYER_NOT_READ(81),
    LAYER_IS_LOADED(82),
    TARGET_LAG_MISSING(83),
    SYNCHRONOUS_MV(84),
    MACRO_CALL(85),
    MACRO_CYCLE(86),
    MACRO_HIDES_FUNCTION(87),
    UNKNOWN_SELECTOR(88),
    MV_PARTITION(90),
    NOT_DETERMINISTIC(91),
    MV_QUERY(92),
    MV_STORAGE(93),
    COLOCATION(94),
    UNKNOWN_BASE(95),
    BASES_IN_A_CIRCLE(96),
    TWO_MODELS_ONE_OBJECT(97),
    DATABASE_OF_BASE(98),
    TWO_ENVIRONMENTS_ONE_STATE(99),
    STAR_AT_BORDER(100, Severity.WARNING),
    IMPLICIT_CROSS_JOIN(101, Severity.WARNING),
    FAN_OUT(102, Severity.WARNING),
    UNUSED_MODEL(103, Severity.WARNING),
    UNUSED_COLUMN(104, Severity.NOTE),
    JSON_OPENED_AGAIN(105, Severity.NOTE),
    REWRITE_DISABLED(106, Severity.NOTE),
    IMPLICIT_CAST(107, Severity.WARNING),
    BARS_ARE_OR(108, Severity.WARNING),
    NATURAL_IS_ALIAS(109, Severity.WARNING),
    GIVEN_NOT_READ(190),
    VALUE_NOT_OF_TYPE(191),
    TEST_TWICE(192),
    COMPUTED_COLUMN_GIVEN(193),
    VALUE_NEEDED(194),
    ;

    private final int number;
    private final Severity severity;

    ModelCode(int number) {
        this(number, Severity.ERROR);
    }

    ModelCode(int number, Severity severity) {
        this.number = number;
        this.severity = severity;
    }

    @Override
    public String id() {
        return String.format(java.util.Locale.ROOT, "ORR-M%03d", number);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
