using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Conversion.Files;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku mocap convert</c>: faces to poses, file to file.</summary>
internal static class MocapConvertCommand
{
    private const string IFacialMocap = "ifacialmocap";
    private const string MediaPipe = "mediapipe";

    public static Command Create()
    {
        var converter = new Option<string>("--converter") { Description = "Which of the published converters the faces are meant for.", Required = true };
        converter.AcceptOnlyFromAmong(IFacialMocap, MediaPipe);
        var settings = new Option<string?>("--settings")
        {
            Description = "A JSON file with the conversion settings. The default: the settings in the file of faces, or the default settings.",
            HelpName = "settings.json",
        };
        var input = new Option<string>("--in")
        {
            Description = "The faces: a JSON file with \"inputs\" and perhaps \"settings\", a list of faces, one face, or a face recording.",
            HelpName = "faces.json",
            Required = true,
        };
        var output = new Option<string>("--output", "-o") { Description = "The JSON file of poses to write.", HelpName = "poses.json", Required = true };
        var command = new Command("convert", "Convert every face with every setting; the clock is the time given with each face. docs/mocap.md describes the files.")
        {
            converter, settings, input, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(input);
            ConversionFile file = await ConversionFile.LoadAsync(path, parsed.GetValue(settings), cancellationToken);
            Warnings.Write(
                file.IgnoredNames.Select(name => $"{path}: {ForeignText.Show(name)} is not a name that a converter knows; it was ignored."),
                parsed.InvocationConfiguration.Error);
            PoseFile.Save(
                parsed.GetRequiredValue(output),
                file,
                parsed.GetValue(converter) == MediaPipe ? ConverterKind.MediaPipe : ConverterKind.IFacialMocap);
            return ExitCode.Ok;
        });
        return command;
    }
}
