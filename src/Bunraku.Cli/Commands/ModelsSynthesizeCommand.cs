using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku models synthesize</c>: stand-ins for the five files of a family, for trials without the real ones.</summary>
internal static class ModelsSynthesizeCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--output", "-o") { Description = "The folder to write them into (tha4: 657 MB, tha3-standard: 543 MB, tha3-separable: 58 MB).", HelpName = "dir", Required = true };
        Option<string> family = FamilyOption.Create();
        var replace = new Option<bool>("--replace") { Description = "Replace files of these names." };
        var command = new Command("synthesize", "Write the teacher's five files with made-up weights, to try speed and error handling. All pictures become noise.")
        {
            output,
            family,
            replace,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            string folder = parsed.GetRequiredValue(output);
            var networks = TeacherFamily.Find(parsed.GetRequiredValue(family));
            Prepare(folder, networks, parsed.GetValue(replace));
            await ProgressBar.RunAsync("Computing weights", parsed.InvocationConfiguration.Error, progress => Write(folder, networks, progress, cancellation));
            parsed.InvocationConfiguration.Output.WriteLine($"{folder}: five files with made-up weights, equal on every computer. Every picture that is posed with them becomes noise.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Prepare(string folder, TeacherFamily family, bool replaces)
    {
        if (!replaces && family.Networks.Select(network => Path.Combine(folder, network.FileName)).FirstOrDefault(File.Exists) is { } taken)
        {
            throw new BadInputException($"{taken}: this file exists already. Choose another folder, or add --replace.");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{folder}: the folder cannot be made. {e.Message}", e);
        }
    }

    private static void Write(string folder, TeacherFamily family, IProgress<double> progress, CancellationToken cancellation)
    {
        for (int i = 0; i < family.Networks.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            TeacherNetwork network = family.Networks[i];
            CheckpointFile.Write(Path.Combine(folder, network.FileName), SyntheticWeights.Of(network));
            progress.Report((i + 1.0) / family.Networks.Length);
        }
    }
}
