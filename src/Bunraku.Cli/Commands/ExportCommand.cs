using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Siren.Onnx;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku export onnx</c>: a character as one file for other engines.</summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Write a character in a format of other programs.") { CreateOnnx() };

    private static Command CreateOnnx()
    {
        Argument<string> character = CharacterArgument.Create();
        var output = new Option<string>("--output", "-o") { Description = "The .onnx file to write.", Required = true };
        var command = new Command(
            "onnx",
            "Write a character as one ONNX file: input pose [1, 45]; output image [1, 4, 512, 512], RGBA in linear light, premultiplied, scaled to -1..1.")
        {
            character, output,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            OnnxExport.Write(CharacterArgument.Load(parsed.GetRequiredValue(character)), path);
            parsed.InvocationConfiguration.Output.WriteLine(path);
            return ExitCode.Ok;
        });
        return command;
    }
}
