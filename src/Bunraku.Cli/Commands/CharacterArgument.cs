using System.CommandLine;
using Bunraku.Core.Characters;
using Bunraku.Studio.Features.Characters;

namespace Bunraku.Cli.Commands;

/// <summary>The argument that names a character, the same in every command.</summary>
internal static class CharacterArgument
{
    public static Argument<string> Create() => new("character") { Description = "The character: its folder, its YAML file or its bundle; or koito, who comes with the program." };

    /// <summary>The path that a user means: what they typed, or the folder of the character that comes with the program if they typed its name and have no such file.</summary>
    public static string PathOf(string typed) =>
        typed.Equals(DefaultCharacter.Name, StringComparison.OrdinalIgnoreCase) && !Path.Exists(typed)
            ? DefaultCharacter.Folder
            : typed;

    /// <summary>
    /// Loads the character that the argument names. A user who types its path may keep the picture and the networks wherever they like, so
    /// its YAML may lead out of its folder.
    /// </summary>
    public static CharacterModel Load(string typed) => CharacterModel.Load(PathOf(typed), new CharacterLoadOptions { AllowFilesOutsideFolder = true });

    /// <summary>The same for commands that open Studio, which can ask.</summary>
    public static Argument<string?> CreateOptional() => new("character")
    {
        Description = "The character: its folder, its YAML file or its bundle. The default is the variable BUNRAKU_CHARACTER, else the last one chosen in Studio, else Koito.",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
