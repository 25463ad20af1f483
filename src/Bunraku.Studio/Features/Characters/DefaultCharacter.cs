using Bunraku.Core.Characters;

namespace Bunraku.Studio.Features.Characters;

/// <summary>Koito, the character that comes with the program: a student of the rig, kept in <c>assets/characters/koito</c>.</summary>
internal static class DefaultCharacter
{
    private const string Folder = "koito/";

    /// <summary>What she is called.</summary>
    public const string Name = "Koito";

    /// <summary>Loads her from this assembly.</summary>
    public static CharacterModel Load()
    {
        var files = new Dictionary<string, byte[]>();
        foreach (string resource in typeof(DefaultCharacter).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using Stream stream = typeof(DefaultCharacter).Assembly.GetManifestResourceStream(resource)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[resource] = bytes;
        }

        return CharacterModel.LoadFromFiles(files);
    }
}
