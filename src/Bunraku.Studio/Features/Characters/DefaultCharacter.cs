using Bunraku.Core.Characters;

namespace Bunraku.Studio.Features.Characters;

/// <summary>The character that comes with the program: a student of the rig, kept in <c>assets/characters/koito</c> and in this assembly.</summary>
internal static class DefaultCharacter
{
    /// <summary>What she is called; her files lie in a folder of this name among the resources.</summary>
    public const string Name = "Koito";

    private static readonly Lazy<CharacterModel> Loaded = new(Load);

    /// <summary>Her, loaded when first wanted.</summary>
    public static CharacterModel Model => Loaded.Value;

    private static CharacterModel Load()
    {
        var files = new Dictionary<string, byte[]>();
        foreach (string resource in typeof(DefaultCharacter).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Name + "/", StringComparison.Ordinal)))
        {
            using Stream stream = typeof(DefaultCharacter).Assembly.GetManifestResourceStream(resource)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[resource] = bytes;
        }

        return CharacterModel.LoadFromFiles(files);
    }
}
