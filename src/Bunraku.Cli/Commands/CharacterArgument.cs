using System.CommandLine;

namespace Bunraku.Cli.Commands;

/// <summary>The argument that names a character, the same in every command.</summary>
internal static class CharacterArgument
{
    public static Argument<string> Create() => new("character") { Description = "The character: its folder or its YAML file." };

    /// <summary>The same for commands that open Studio, which can ask.</summary>
    public static Argument<string?> CreateOptional() => new("character")
    {
        Description = "The character: its folder or its YAML file. Without it the variable BUNRAKU_CHARACTER, else Studio asks.",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
