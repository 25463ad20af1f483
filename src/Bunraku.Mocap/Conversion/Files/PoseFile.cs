using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Conversion.Files;

/// <summary>
/// Converts every face with every setting and writes the poses as JSON, in a list <c>expected</c>. Each has the numbers of its face and setting, its
/// 45 values, the breath in thousandths, and what an open mouth was taken for.
/// </summary>
public static class PoseFile
{
    private const int WriteBlock = 1 << 16;

    /// <summary>Converts and writes a file as a whole: it appears complete or not at all.</summary>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Save(string path, ConversionFile file, ConverterKind kind) =>
        AtomicFile.Write(path, stream => Write(stream, file, kind));

    /// <summary>Converts and writes to a stream.</summary>
    public static void Write(Stream stream, ConversionFile file, ConverterKind kind)
    {
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WriteString("format", kind == ConverterKind.MediaPipe ? "mocap-mediapipe-poses/1" : "mocap-ifacialmocap-poses/1");
        writer.WriteStartArray("pose_parameter_names");
        foreach (PoseParameter parameter in PoseParameters.All)
        {
            writer.WriteStringValue(parameter.Name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("expected");
        for (int input = 0; input < file.Inputs.Length; input++)
        {
            for (int setting = 0; setting < file.Settings.Length; setting++)
            {
                writer.WriteStartObject();
                writer.WriteNumber("input", input);
                writer.WriteNumber("setting", setting);
                WritePose(writer, file.Inputs[input], file.Settings[setting]);
                writer.WriteEndObject();
                if (writer.BytesPending > WriteBlock)
                {
                    writer.Flush();
                }
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WritePose(Utf8JsonWriter writer, FaceInput input, ConversionSetting setting)
    {
        Span<double> pose = stackalloc double[PoseParameters.Count];
        PoseConverter.Convert(input.Face, setting.Settings, setting.Breathing ?? BreathingCycle.None, setting.TimeFor(input), pose);
        WriteNumbers(writer, "pose", pose);
        if (setting.Breathing is null)
        {
            writer.WriteNull("breathing_gauge");
        }
        else
        {
            writer.WriteNumber("breathing_gauge", (int)(1000 * pose[PoseIndex.Breathing]));
        }

        WriteMouth(writer, input.Face, setting.Settings);
    }

    private static void WriteMouth(Utf8JsonWriter writer, FacePose face, PuppetSettings settings)
    {
        if (!PoseConverter.TryTargetOf(FaceAdjustment.Apply(face, settings), settings.Converter, out MouthTarget target))
        {
            writer.WriteNull("mouth");
            return;
        }

        MouthVowels vowels = MouthSolver.Solve(target);
        writer.WriteStartObject("mouth");
        WriteNumbers(writer, "target", [target.Open, target.LowerLip, target.Funnel, target.Pucker]);
        WriteNumbers(writer, "exact_minimiser", [vowels.Aaa, vowels.Iii, vowels.Uuu, vowels.Ooo]);
        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, ReadOnlySpan<double> numbers)
    {
        writer.WriteStartArray(name);
        foreach (double number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Which of the two published converters a file of faces is meant for; it decides the format of the poses' file.</summary>
public enum ConverterKind
{
    /// <summary>Faces of a phone: weights and the angles of head and eyes.</summary>
    IFacialMocap,

    /// <summary>Faces of a webcam: weights and the head's transformation matrix.</summary>
    MediaPipe,
}
