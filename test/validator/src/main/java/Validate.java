import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.validation.*;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.*;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import org.hl7.fhir.common.hapi.validation.support.*;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.*;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/**
 * Validates every resource below the given files and folders with the HL7 engine, without network, against FHIR R4 and the
 * definitions given. Usage: Validate DEFINITIONS[,DEFINITIONS...] FILE_OR_FOLDER...
 * Standard output: one JSON line per file, {"file", "resourceType"?, "skipped"?, "messages": [{"severity", "path", "message"}]}.
 * Exit code 0 whenever every file was judged, however badly; 2 when a definition cannot be loaded.
 */
public class Validate {
  static final ObjectMapper JSON = new ObjectMapper();
  static final FhirContext CTX = FhirContext.forR4();

  /** The engine's own support keeps only structures and terminology; a response needs its Questionnaire as well. */
  static class Local extends PrePopulatedValidationSupport {
    final Map<String, IBaseResource> other = new HashMap<>();

    Local() {
      super(CTX);
    }

    void load(IBaseResource r) {
      if (r instanceof StructureDefinition || r instanceof ValueSet || r instanceof CodeSystem) addResource(r);
      else if (r instanceof MetadataResource m && m.hasUrl()) {
        other.put(m.getUrl(), m);
        if (m.hasVersion()) other.put(m.getUrl() + "|" + m.getVersion(), m);
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends IBaseResource> T fetchResource(Class<T> type, String uri) {
      IBaseResource r = uri == null ? null : other.get(uri);
      return r != null && (type == null || type.isInstance(r)) ? (T) r : super.fetchResource(type, uri);
    }
  }

  /**
   * To check where an extension may stand, the engine looks for "4.0", does not recognise HAPI's "4.0.1" as the same, and asks
   * the network for the R4 package.
   */
  static class Context extends WorkerContextValidationSupportAdapter {
    Context(ValidationSupportChain chain) {
      super(chain);
    }

    @Override
    public String getVersion() {
      return "4.0";
    }
  }

  static List<Path> jsonFiles(String from) throws Exception {
    try (Stream<Path> all = Files.walk(Path.of(from))) {
      return all.filter(f -> f.toString().endsWith(".json") && !f.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  /** SQL on FHIR's resource is not part of R4, so this engine cannot judge it. */
  static boolean outsideR4(String type) {
    return "ViewDefinition".equals(type);
  }

  static void add(ArrayNode messages, String severity, String path, String message) {
    messages.addObject().put("severity", severity).put("path", path).put("message", message);
  }

  static String severity(ResultSeverityEnum s) {
    return switch (s) {
      case FATAL, ERROR -> "error";
      case WARNING -> "warning";
      case INFORMATION -> "information";
    };
  }

  static Local definitions(String folders) throws Exception {
    Local local = new Local();
    IParser parser = CTX.newJsonParser();
    List<String> broken = new ArrayList<>();
    for (String folder : folders.split(",")) {
      for (Path f : jsonFiles(folder)) {
        String text = Files.readString(f);
        try {
          String type = JSON.readTree(text).path("resourceType").asText();
          if (!type.isEmpty() && !type.equals("Bundle") && !outsideR4(type)) local.load(parser.parseResource(text));
        } catch (Exception e) {
          broken.add(f + ": cannot be loaded as a definition: " + e.getMessage());
        }
      }
    }
    if (!broken.isEmpty()) {
      broken.forEach(System.err::println);
      System.exit(2);
    }
    return local;
  }

  static FhirValidator validator(Local local) {
    UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(CTX);
    unknown.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
    ValidationSupportChain chain = new ValidationSupportChain(
        local, new DefaultProfileValidationSupport(CTX), new InMemoryTerminologyServerValidationSupport(CTX),
        new CommonCodeSystemsTerminologyService(CTX), new SnapshotGeneratingValidationSupport(CTX), unknown);
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setWrappedWorkerContext(chain, new Context(chain));
    module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    module.setErrorForUnknownProfiles(true);
    module.setAnyExtensionsAllowed(false);
    return CTX.newValidator().registerValidatorModule(module);
  }

  /** The engine says nothing when it cannot find a response's Questionnaire; it then checks no answer. */
  static void unknownQuestionnaires(JsonNode resource, String path, Local local, ArrayNode messages) {
    String type = resource.path("resourceType").asText();
    if (type.equals("QuestionnaireResponse")) {
      String url = resource.path("questionnaire").asText(null);
      if (local.fetchResource(Questionnaire.class, url) == null)
        add(messages, "error", path + ".questionnaire", "Unknown or absent Questionnaire: " + url);
    }
    if (type.equals("Bundle")) {
      int i = 0;
      for (JsonNode entry : resource.path("entry"))
        unknownQuestionnaires(entry.path("resource"), path + ".entry[" + i++ + "].resource", local, messages);
    }
  }

  static ObjectNode judge(Path file, FhirValidator validator, Local local) throws Exception {
    ObjectNode line = JSON.createObjectNode().put("file", file.toString());
    ArrayNode messages = line.putArray("messages");
    String text = Files.readString(file);
    try {
      JsonNode resource = JSON.readTree(text);
      String type = resource.path("resourceType").asText();
      line.put("resourceType", type);
      if (outsideR4(type)) return line.put("skipped", "not an R4 resource");
      for (SingleValidationMessage m : validator.validateWithResult(text).getMessages())
        add(messages, severity(m.getSeverity()), String.valueOf(m.getLocationString()), m.getMessage());
      unknownQuestionnaires(resource, type, local, messages);
    } catch (java.io.IOException | RuntimeException e) {
      add(messages, "error", "", "Not readable as a FHIR resource: " + e.getMessage());
    }
    return line;
  }

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Local local = definitions(args[0]);
    FhirValidator validator = validator(local);
    for (int i = 1; i < args.length; i++)
      for (Path f : jsonFiles(args[i])) {
        out.println(JSON.writeValueAsString(judge(f, validator, local)));
        if (out.checkError()) return; // nobody is reading any more
      }
  }
}
