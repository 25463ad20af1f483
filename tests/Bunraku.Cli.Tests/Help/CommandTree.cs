using System.CommandLine;

namespace Bunraku.Cli.Tests.Help;

/// <summary>All commands as they are typed, for example <c>export onnx</c>; the root is the empty text.</summary>
internal static class CommandTree
{
    public static IEnumerable<(string Path, Command Command)> All() => Below("", BunrakuCommandLine.CreateRoot());

    private static IEnumerable<(string Path, Command Command)> Below(string path, Command command) =>
        command.Subcommands.SelectMany(child => Below($"{path} {child.Name}".Trim(), child)).Prepend((path, command));
}
