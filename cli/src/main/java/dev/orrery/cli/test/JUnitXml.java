// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Outcomes as the XML that JUnit's report and every CI server read: a test suite a model. */
public final class JUnitXml {
    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static String of(String project, List<Outcome> outcomes) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            new JUnitXml(xml).suites(project, outcomes);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private void suites(String project, List<Outcome> outcomes) throws XMLStreamException {
        Map<String, List<Outcome>> byModel = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.model().toString(), LinkedHashMap::new, Collectors.toList()));
        xml.writeCharacters("\n");
        start("testsuites", project, outcomes);
        for (Map.Entry<String, List<Outcome>> suite : byModel.entrySet()) {
            xml.writeCharacters("\n  ");
            start("testsuite", suite.getKey(), suite.getValue());
            for (Outcome outcome : suite.getValue()) {
                xml.writeCharacters("\n    ");
                test(outcome);
            }
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private void start(String element, String name, List<Outcome> outcomes) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("name", clean(name));
        xml.writeAttribute("tests", String.valueOf(outcomes.size()));
        xml.writeAttribute("failures", count(outcomes, Outcome.Failed.class));
        xml.writeAttribute("errors", count(outcomes, Outcome.Broken.class));
        xml.writeAttribute("skipped", count(outcomes, Outcome.Skipped.class));
        xml.writeAttribute("time", seconds(outcomes.stream().map(Outcome::took).reduce(Duration.ZERO, Duration::plus)));
    }

    private static String count(List<Outcome> outcomes, Class<? extends Outcome.Verdict> kind) {
        return String.valueOf(outcomes.stream()
                .filter(outcome -> kind.isInstance(outcome.verdict()))
                .count());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    private record Finding(String element, String message, String text) {}

    private void test(Outcome outcome) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(outcome.model().toString()));
        xml.writeAttribute("name", clean(outcome.name()));
        xml.writeAttribute("file", clean(outcome.at().file().path()));
        xml.writeAttribute("line", String.valueOf(outcome.at().line()));
        xml.writeAttribute("time", seconds(outcome.took()));
        List<Finding> findings = outcome.verdict()
                .match(
                        passed -> List.of(),
                        failed -> List.of(new Finding("failure", failed.summary(), failed.table())),
                        broken -> List.of(new Finding(
                                "error", broken.reason().lines().findFirst().orElse(""), broken.reason())),
                        skipped -> List.of(new Finding("skipped", skipped.reason(), "")));
        for (Finding finding : findings) {
            xml.writeStartElement(finding.element());
            xml.writeAttribute("message", clean(finding.message()));
            xml.writeCharacters(clean(finding.text()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** XML has no way to write control characters. */
    private static String clean(String text) {
        return text.codePoints()
                .map(point -> point == '\n' || point == '\t' || (point >= ' ' && point != 0xFFFE && point != 0xFFFF)
                        ? point
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
