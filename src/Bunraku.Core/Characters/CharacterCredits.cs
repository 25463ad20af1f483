using System.Text.Encodings.Web;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Json;

namespace Bunraku.Core.Characters;

/// <summary>Whose a character is, and on which terms others may use it. All of it is free text for people.</summary>
public sealed record CharacterCredits
{
    /// <summary>The file that holds them in a character's folder, in JSON. The published programs do not know it.</summary>
    public const string FileName = "credits.json";

    /// <summary>The most characters of a text.</summary>
    public const int LongestText = 100_000;

    /// <summary>A character of a text takes up to six bytes in JSON.</summary>
    private const long LargestFile = 5 * 6 * LongestText + 1024;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Nothing is known.</summary>
    public static CharacterCredits None { get; } = new();

    /// <summary>Who drew the picture.</summary>
    public string Author { get; init; } = "";

    /// <summary>How the author wants to be named by those who show the character.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>The terms for using the character.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Who else is to be named: of the model, the tools, the idea.</summary>
    public string Credits { get; init; } = "";

    /// <summary>What the character's networks were distilled from, where the licence of that asks for it. A training writes it; nobody has to.</summary>
    public string Teacher { get; init; } = "";

    /// <summary>Takes them from an object with members of these names; those that are missing are empty.</summary>
    /// <exception cref="BadInputException">A member is not a text, or too long.</exception>
    internal static CharacterCredits Read(JsonField parent) => new()
    {
        Author = TextOf(parent, "author"),
        Attribution = TextOf(parent, "attribution"),
        Licence = TextOf(parent, "licence"),
        Credits = TextOf(parent, "credits"),
        Teacher = TextOf(parent, "teacher"),
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">It is not such a file.</exception>
    public static CharacterCredits Parse(ReadOnlyMemory<byte> file, string path)
    {
        using JsonInput input = JsonInput.Parse(file, path);
        return Read(input.Root);
    }

    /// <summary>Reads those of a character's folder; none where there is no file.</summary>
    /// <exception cref="BadInputException">The file is damaged, or cannot be read.</exception>
    public static CharacterCredits OfFolder(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Parse(InputFile.ReadBytes(path, Phrase.Of("the credits of a character"), LargestFile), path) : None;
    }

    /// <summary>Reads those of a character's folder; none where they cannot be read.</summary>
    public static CharacterCredits OfFolderOrNone(string folder)
    {
        try
        {
            return OfFolder(folder);
        }
        catch (BadInputException)
        {
            return None;
        }
    }

    /// <summary>Writes them into a character's folder.</summary>
    /// <exception cref="BadInputException">A text is too long, or the file cannot be written.</exception>
    public void Write(string folder)
    {
        RequireFit();
        AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Format));
    }

    /// <exception cref="BadInputException">A text is too long.</exception>
    public void RequireFit()
    {
        foreach ((string name, string text) in ((string, string)[])[("author", Author), ("attribution", Attribution), ("licence", Licence), ("credits", Credits), ("teacher", Teacher)])
        {
            if (text.Length > LongestText)
            {
                throw new BadInputException($"The {name} text of a character has {text.Length} characters, but {LongestText} are the most. Shorten it, or name its address.");
            }
        }
    }

    private static string TextOf(JsonField parent, string name) => !parent.TryFind(name, out JsonField field) ? ""
        : field.TextOrNull is { Length: <= LongestText } text ? text
        : throw field.Unexpected($"a text of at most {LongestText} characters");
}
