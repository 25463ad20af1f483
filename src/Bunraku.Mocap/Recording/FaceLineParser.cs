using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;
using Bunraku.Mocap.Faces;

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
        using JsonInput text = ParseLine(line, Phrase.Of($"{path} is not a face recording: its first line is not JSON that says \"{FaceRecordingHeader.Format}\"."), $"{path}, line 1");
        JsonField root = text.Root;
        string? format = Text(root, "format");
        if (format != FaceRecordingHeader.Format)
        {
            throw new BadInputException($"{path} is not a face recording of this version: its first line should say \"format\":\"{FaceRecordingHeader.Format}\", but says {(format is null ? Phrase.Of("nothing") : Phrase.Verbatim(ForeignText.Quote(format)))}.");
        }

        if (!root.TryFind("weights", out JsonField names))
        {
            throw new BadInputException($"{path}, line 1: there is no list \"weights\" with the names of the weights.");
        }

        DateTimeOffset.TryParse(Text(root, "created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset created);
        return new FaceLineParser(
            new FaceRecordingHeader(Text(root, "source") ?? "unknown", created),
            [.. names.Items().Select(name => Blendshapes.TryFind(name.TextOrNull, out Blendshape shape) ? shape : (Blendshape?)null)]);
    }

    public FacePose Parse(ReadOnlyMemory<byte> line, string path, int number)
    {
        string source = $"{path}, line {number}";
        using JsonInput text = ParseLine(line, Phrase.Of($"{source} is not a JSON object."), source);
        JsonField root = text.Root;
        TimeSpan time = root.TryFind("t", out JsonField t) ? t.Seconds() : throw new BadInputException($"{source}: there is no time \"t\".");
        Span<double> weights = stackalloc double[Blendshapes.Count];
        ReadWeights(root, weights, source);
        return new FacePose(weights)
        {
            HeadRotation = Angles(root, "head", source),
            LeftEyeRotation = Angles(root, "leftEye", source),
            RightEyeRotation = Angles(root, "rightEye", source),
            HeadPosition = Three(root, "position", source) is { } p ? new Vector3((float)p.X, (float)p.Y, (float)p.Z) : null,
            IsFaceFound = !(root.TryFind("found", out JsonField found) && found.TruthOrNull == false),
            Timestamp = time,
        };
    }

    private void ReadWeights(JsonField root, Span<double> weights, string source)
    {
        if (!root.TryFind("w", out JsonField list))
        {
            throw new BadInputException($"{source}: there is no list \"w\" of weights.");
        }

        if (list.IsList && list.Count != _weights.Length)
        {
            throw new BadInputException($"{source}: there should be {_weights.Length} weights, as the first line says, but there are {list.Count}.");
        }

        int index = 0;
        foreach (JsonField weight in list.Items())
        {
            double value = weight.Number();
            if (_weights[index++] is { } blendshape)
            {
                weights[(int)blendshape] = value;
            }
        }
    }

    private static EulerAngles Angles(JsonField root, string name, string source) => Three(root, name, source) ?? EulerAngles.Zero;

    private static EulerAngles? Three(JsonField root, string name, string source)
    {
        if (!root.TryFind(name, out JsonField list))
        {
            return null;
        }

        double[] numbers = [.. list.Items().Select(number => number.Number())];
        return numbers.Length == 3
            ? new EulerAngles(numbers[0], numbers[1], numbers[2])
            : throw new BadInputException($"{source}: {name} must be three numbers, but has {numbers.Length}.");
    }

    private static string? Text(JsonField root, string name) => root.TryFind(name, out JsonField text) ? text.TextOrNull : null;

    private static JsonInput ParseLine(ReadOnlyMemory<byte> line, Phrase problem, string source)
    {
        try
        {
            JsonInput text = JsonInput.Parse(line, source);
            if (text.Root.IsObject)
            {
                return text;
            }

            text.Dispose();
        }
        catch (BadInputException)
        {
            // The message below says what a line of a recording should be.
        }

        throw new BadInputException(problem);
    }
}
