using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Json;

namespace Bunraku.Mocap.Recording;

/// <summary>Turns the lines of one recording into faces; the header says which weight stands where.</summary>
internal sealed class FaceLineParser
{
    /// <summary>For each weight of a line its blendshape, or null for a name that means nothing here.</summary>
    private readonly ImmutableArray<Blendshape?> _weights;

    private FaceLineParser(FaceRecordingHeader header, ImmutableArray<Blendshape?> weights)
    {
        Header = header;
        _weights = weights;
    }

    public FaceRecordingHeader Header { get; }

    public static FaceLineParser FromHeader(ReadOnlyMemory<byte> line, string path)
    {
        using JsonDocument document = ParseLine(JsonFields.WithoutByteOrderMark(line), $"{path} is no face recording: its first line is not JSON that says \"{FaceRecordingHeader.Format}\".");
        JsonElement root = document.RootElement;
        string? format = Text(root, "format");
        if (format != FaceRecordingHeader.Format)
        {
            throw new BadInputException($"{path} is no face recording of this version: its first line should say \"format\":\"{FaceRecordingHeader.Format}\", but says {(format is null ? "nothing" : '"' + format + '"')}.");
        }

        JsonElement names = root.TryGetProperty("weights", out JsonElement list)
            ? JsonFields.List(list, "weights", path + ", line 1")
            : throw new BadInputException($"{path}, line 1: there is no list \"weights\" with the names of the weights.");
        DateTimeOffset created = root.TryGetProperty("created", out JsonElement time) && time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out DateTimeOffset given) ? given : default;
        return new FaceLineParser(
            new FaceRecordingHeader(Text(root, "source") ?? "unknown", created),
            [.. names.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String && Blendshapes.TryFind(name.GetString(), out Blendshape shape) ? shape : (Blendshape?)null)]);
    }

    public FacePose Parse(ReadOnlyMemory<byte> line, string path, int number)
    {
        string source = $"{path}, line {number}";
        using JsonDocument document = ParseLine(line, $"{source} is not a JSON object.");
        JsonElement root = document.RootElement;
        TimeSpan time = root.TryGetProperty("t", out JsonElement t) ? JsonFields.Seconds(t, "t", source) : throw new BadInputException($"{source}: there is no time \"t\".");
        Span<double> weights = stackalloc double[Blendshapes.Count];
        ReadWeights(root, weights, source);
        return new FacePose(weights)
        {
            HeadRotation = Angles(root, "head", source),
            LeftEyeRotation = Angles(root, "leftEye", source),
            RightEyeRotation = Angles(root, "rightEye", source),
            HeadPosition = Three(root, "position", source) is { } p ? new Vector3((float)p.X, (float)p.Y, (float)p.Z) : null,
            IsFaceFound = !(root.TryGetProperty("found", out JsonElement found) && found.ValueKind == JsonValueKind.False),
            Timestamp = time,
        };
    }

    private void ReadWeights(JsonElement root, Span<double> weights, string source)
    {
        JsonElement list = root.TryGetProperty("w", out JsonElement w) ? JsonFields.List(w, "w", source) : throw new BadInputException($"{source}: there is no list \"w\" of weights.");
        if (list.GetArrayLength() != _weights.Length)
        {
            throw new BadInputException($"{source}: there should be {_weights.Length} weights, as the first line says, but there are {list.GetArrayLength()}.");
        }

        int index = 0;
        foreach (JsonElement weight in list.EnumerateArray())
        {
            double value = JsonFields.Number(weight, "w", source);
            if (_weights[index++] is { } blendshape)
            {
                weights[(int)blendshape] = value;
            }
        }
    }

    private static EulerAngles Angles(JsonElement root, string name, string source) => Three(root, name, source) ?? EulerAngles.Zero;

    private static EulerAngles? Three(JsonElement root, string name, string source)
    {
        if (!root.TryGetProperty(name, out JsonElement list))
        {
            return null;
        }

        return JsonFields.List(list, name, source).GetArrayLength() == 3
            ? new EulerAngles(JsonFields.Number(list[0], name, source), JsonFields.Number(list[1], name, source), JsonFields.Number(list[2], name, source))
            : throw new BadInputException($"{source}: {name} must be three numbers, but has {list.GetArrayLength()}.");
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static JsonDocument ParseLine(ReadOnlyMemory<byte> line, string problem)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
        }

        throw new BadInputException(problem);
    }
}
