using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Cli.Web;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Models;
using Bunraku.Siren.Bundles;
using Bunraku.Siren.Onnx;
using Bunraku.Siren.Support;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku export</c>: a character as one file for players and other engines.</summary>
internal static class ExportCommand
{
    private const long LargestLicence = 1 << 20;
    private static readonly string[] LicenceNames = ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "LICENCE.md"];

    public static Command Create() => new("export", "Write a character for players, as a web page, or for other programs.") { CreateBundle(), CreateWeb(), CreateOnnx() };

    private static Command CreateBundle()
    {
        Argument<string> character = CharacterArgument.Create();
        var output = new Option<string>("--output", "-o") { Description = "The .bunraku file to write.", Required = true };
        var half = new Option<bool>("--float16") { Description = "Write the matrices in half precision: half the size, slightly different pictures." };
        Option<string?> licence = LicenceOption();
        var command = new Command(
            "bundle",
            "Write a character as one file: networks, picture, support mask, name, licence and a self-test. Every command that takes a character takes it.")
        {
            character, output, half, licence,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            string path = parsed.GetRequiredValue(output);
            CharacterModel model = CharacterArgument.Load(parsed.GetRequiredValue(character));
            var options = new BundleOptions { IsHalf = parsed.GetValue(half), Credits = CreditsOf(model, parsed.GetValue(licence)) };
            SupportMask mask = await SupportMasks.OfAsync(model, parsed.InvocationConfiguration.Error, cancellation);
            BundleExport.Write(model, mask, options, path);
            parsed.InvocationConfiguration.Output.WriteLine(path);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateWeb()
    {
        Argument<string> character = CharacterArgument.Create();
        var output = new Option<string>("--output", "-o") { Description = "The folder to write.", Required = true, HelpName = "folder" };
        var webcam = new Option<bool>("--webcam") { Description = "Also include MediaPipe's face detection (27 MB), so that a webcam moves the character." };
        var single = new Option<bool>("--float32") { Description = "Write the matrices in single precision: 0.8 MB more, and the same pictures as Studio's." };
        Option<string?> licence = LicenceOption();
        var command = new Command(
            "web",
            "Write a character as a web page: a folder for any static host. In it the mouse, sliders, a microphone and a webcam move the character, without a server.")
        {
            character, output, webcam, single, licence,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            string folder = parsed.GetRequiredValue(output);
            CharacterModel model = CharacterArgument.Load(parsed.GetRequiredValue(character));
            ModelFolder? models = parsed.GetValue(webcam) ? ModelFolder.OfUser : null;
            WebExport.Check(models, folder);
            var options = new BundleOptions { IsHalf = !parsed.GetValue(single), Credits = CreditsOf(model, parsed.GetValue(licence)) };
            SupportMask mask = await SupportMasks.OfAsync(model, parsed.InvocationConfiguration.Error, cancellation);
            WebExport.Write(BundleExport.Build(model, mask, options), models, folder);
            parsed.InvocationConfiguration.Output.WriteLine(Path.Combine(folder, "index.html"));
            parsed.InvocationConfiguration.Error.WriteLine($"To look at it: python3 -m http.server --directory \"{ForeignText.Show(folder)}\" 8000, then open http://127.0.0.1:8000");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string?> LicenceOption() => new("--licence")
    {
        Description = "A text file with the terms for using the character. The default: LICENSE in its folder.",
        HelpName = "file",
    };

    private static CharacterCredits CreditsOf(CharacterModel character, string? named)
    {
        string? file = named ?? (character is { Credits.Licence: "", SourceDirectory: { } folder }
            ? LicenceNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            : null);
        return file is null ? character.Credits : character.Credits with { Licence = Utf8Text.Decode(InputFile.ReadBytes(file, Phrase.Of("a licence text"), LargestLicence)) };
    }

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
