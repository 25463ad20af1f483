using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;

namespace Bunraku.Cli.Commands;

/// <summary>The options that give a command its poses.</summary>
internal sealed class PoseOptionSet
{
    public Option<string?> File { get; } = new("--pose")
    {
        Description = "A JSON file with one pose (an object of names and values, the others 0, or an array of 45 numbers) or an array of poses.",
        HelpName = "file.json",
    };

    public Option<string[]> Values { get; } = new("--set")
    {
        Description = "Values of the pose, the others 0. The names are listed in docs/pose.md.",
        HelpName = "name=value",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The poses that the command line gives, at rest where it gives none; warns of values outside their range.</summary>
    /// <exception cref="BadInputException">A file, a name or a value cannot be used, or both options are there.</exception>
    public PoseDocument Read(ParseResult parsed)
    {
        string[] assignments = parsed.GetValue(Values) ?? [];
        PoseDocument document = parsed.GetValue(File) switch
        {
            null => new PoseDocument([PoseText.ParseAssignments(assignments, Pose.Rest)], IsList: false),
            { } file when assignments is [] => PoseText.Read(file),
            _ => throw new BadInputException("--pose and --set both give the pose. Use one of them."),
        };
        Warnings.Write(WarningsFor(document), parsed.InvocationConfiguration.Error);
        return document;
    }

    private static IEnumerable<string> WarningsFor(PoseDocument document) =>
        document.Poses.SelectMany((pose, index) => PoseText.WarningsFor(pose).Select(warning => document.IsList ? $"pose {index}: {warning}" : warning));
}
