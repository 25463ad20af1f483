using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Core.Poses;

/// <summary>
/// Poses as text. In JSON a pose is an object of names and numbers, where what is not named is 0, or an array of 45 numbers; a file
/// holds one pose or an array of poses. On a command line it is a list of <c>name=value</c>. See docs/pose.md.
/// </summary>
public static class PoseText
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Reads a pose file.</summary>
    /// <exception cref="BadInputException">The file cannot be read or does not hold poses; the message names the pose and the field.</exception>
    public static PoseDocument Read(string path)
    {
        using JsonInput json = PoseJson.ParseFile(path);
        return ToDocument(json.Root, path);
    }

    /// <summary>Reads one pose or an array of poses from JSON text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What to call it in an error.</param>
    /// <exception cref="BadInputException">The text does not hold poses; the message names the pose and the field.</exception>
    public static PoseDocument Parse(string json, string source)
    {
        using JsonInput text = PoseJson.ParseText(json, source);
        return ToDocument(text.Root, source);
    }

    /// <summary>Reads JSON text that holds exactly one pose.</summary>
    /// <inheritdoc cref="Parse" path="/param"/>
    /// <exception cref="BadInputException">The text does not hold one pose; the message names the field.</exception>
    public static Pose ParseOne(string json, string source)
    {
        PoseDocument document = Parse(json, source);
        return document.Poses.Length == 1
            ? document.Poses[0]
            : throw new BadInputException($"{source}: one pose was expected, but {document.Poses.Length} were found.");
    }

    /// <summary>Reads the values of one pose from JSON text: those that an object names, or all 45 of an array. What is not named is left out.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="source">What to call it in an error.</param>
    /// <exception cref="BadInputException">The text is not such a pose; the message names the field.</exception>
    public static IReadOnlyList<(PoseParameter Parameter, float Value)> ParsePartial(ReadOnlyMemory<byte> utf8, string source)
    {
        using JsonInput text = JsonInput.Parse(utf8, source);
        return PoseJson.ReadValues(text.Root, source);
    }

    /// <summary>Puts values given as <c>name=value</c> into a pose.</summary>
    /// <param name="assignments">For example <c>head_y=0.5</c>.</param>
    /// <param name="start">The pose that keeps all other values.</param>
    /// <exception cref="BadInputException">The form is wrong, a name is unknown or given twice, or a value is not a finite number.</exception>
    public static Pose ParseAssignments(IEnumerable<string> assignments, Pose start)
    {
        Pose pose = start;
        var seen = new HashSet<int>();
        foreach (string assignment in assignments)
        {
            (PoseParameter parameter, float value) = ParseAssignment(assignment);
            if (!seen.Add(parameter.Index))
            {
                throw new BadInputException($"{ForeignText.Quote(assignment)}: {parameter.Name} is given twice. Remove one of the two.");
            }

            pose = pose.With(parameter, value);
        }

        return pose;
    }

    /// <summary>A pose as a JSON object of the names and values that are not 0; reading it gives an equal pose.</summary>
    public static string ToJson(Pose pose) => Encoding.UTF8.GetString(Write(pose, parameter => pose[parameter.Index] != 0f, Indented));

    /// <summary>A pose as a JSON object of all 45 names and values, on one line in UTF-8.</summary>
    public static byte[] ToFullJson(Pose pose) => Write(pose, _ => true, default);

    /// <summary>One line for each value outside its published range. Such values are used as they are.</summary>
    public static IEnumerable<string> WarningsFor(Pose pose) => pose.OutOfRange().Select(parameter => string.Create(
        CultureInfo.InvariantCulture,
        $"{parameter.Name} is {pose[parameter.Index]}, outside its range {parameter.Group.Minimum} to {parameter.Group.Maximum}; it is used as it is."));

    internal static PoseDocument ToDocument(JsonField root, string source)
    {
        if (!root.IsList || PoseJson.IsPlainNumbers(root))
        {
            return new PoseDocument([PoseJson.ReadPose(root, source)], IsList: false);
        }

        ImmutableArray<Pose> poses = [.. root.Items().Select((element, index) => PoseJson.ReadPose(element, $"{source}: pose {index}"))];
        return poses.IsEmpty
            ? throw new BadInputException($"{source}: the array holds no pose.")
            : new PoseDocument(poses, IsList: true);
    }

    private static byte[] Write(Pose pose, Func<PoseParameter, bool> isWritten, JsonWriterOptions options)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            foreach (PoseParameter parameter in PoseParameters.All.Where(isWritten))
            {
                writer.WriteNumber(parameter.Name, pose[parameter.Index]);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static (PoseParameter Parameter, float Value) ParseAssignment(string assignment)
    {
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new BadInputException($"{ForeignText.Quote(assignment)}: name=value was expected, for example head_y=0.5.");
        }

        string name = assignment[..equals].Trim();
        if (!PoseParameters.TryFind(name, out PoseParameter? parameter))
        {
            throw new BadInputException($"{ForeignText.Quote(assignment)}: there is no pose parameter named {ForeignText.Quote(name)}. {PoseNames.Suggestion(name)}");
        }

        string text = assignment[(equals + 1)..].Trim();
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? (parameter, value)
            : throw new BadInputException($"{ForeignText.Quote(assignment)}: {parameter.Name} must be a finite number such as 0.5, but {ForeignText.Quote(text)} was found.");
    }
}
