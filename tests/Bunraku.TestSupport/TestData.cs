namespace Bunraku.TestSupport;

/// <summary>
/// Finds the data that tests read. All that a clone needs is in <c>tests/data</c> and <c>assets/characters</c>; the shared folder, where
/// there is one, adds further cases: the published characters.
/// </summary>
public static class TestData
{
    private const string PublishedCharacters = "character_models";

    /// <summary>The character that is in the repository, for every test that needs a character and no certain one.</summary>
    public static string Koito { get; } = System.IO.Path.Combine(SharedData.Repository, "assets", "characters", "koito");

    /// <summary>The four files that are a character; its folder has more.</summary>
    public static IEnumerable<string> KoitoFiles { get; } =
        new[] { "character_model.yaml", "character.png", "face_morpher.pt", "body_morpher.pt" }.Select(file => System.IO.Path.Combine(Koito, file));

    /// <summary>The path below <c>tests/data</c>.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([SharedData.Repository, "tests", "data", .. parts]);

    /// <summary>The folder below <c>tests/data</c>, and after it the same one of the shared data where it is there.</summary>
    public static IReadOnlyList<string> Folders(params string[] parts) =>
        [.. new[] { SharedData.IsFurtherOnly ? null : Path(parts), Shared(parts) }.OfType<string>().Where(Directory.Exists)];

    /// <summary>The names of Koito and of the published characters that are there.</summary>
    public static IReadOnlyList<string> CharacterNames() =>
        [.. Own(System.IO.Path.GetFileName(Koito)), .. Folders(PublishedCharacters).SelectMany(Directory.GetDirectories).Select(folder => System.IO.Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>A case that a clone has, unless only the further cases are run.</summary>
    public static IEnumerable<string> Own(string name) => SharedData.IsFurtherOnly ? [] : [name];

    /// <summary>The folders of Koito and of the published characters that are there.</summary>
    public static string[] Characters() => [.. CharacterNames().Select(Character)];

    /// <summary>The folder of a character.</summary>
    public static string Character(string name)
    {
        string own = System.IO.Path.Combine(SharedData.Repository, "assets", "characters", name);
        return Directory.Exists(own) ? own : Shared(PublishedCharacters, name) ?? throw new DirectoryNotFoundException($"{own} does not exist.");
    }

    /// <summary>The face mask that was drawn by hand for a character.</summary>
    public static string FaceMask(string character)
    {
        string own = System.IO.Path.Combine(Character(character), "face_mask.png");
        return File.Exists(own) ? own : Shared("images", $"{character}_face_mask.png") ?? throw new FileNotFoundException($"{own} does not exist.");
    }

    /// <summary>The file that the data names by a separate path, in which <c>character_models</c> stands for the characters' folders.</summary>
    public static string Named(string path) =>
        path.Split('/') is [PublishedCharacters, string name, .. string[] rest]
            ? System.IO.Path.Combine([Character(name), .. rest])
            : Path(path.Split('/'));

    /// <summary>The picture that a golden pose names: a file of a character, or a picture of the shared folder.</summary>
    public static string Picture(string name) =>
        name.Contains('/', StringComparison.Ordinal) ? Named($"{PublishedCharacters}/{name}") : Shared("images", name) ?? throw new FileNotFoundException($"{name} is in no character's folder.");

    private static string? Shared(params string[] parts) => SharedData.Root is { } root ? System.IO.Path.Combine([root, .. parts]) : null;
}
