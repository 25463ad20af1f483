namespace Bunraku.Core.Characters;

/// <summary>Where the files that a character model's YAML names come from: a folder, or an upload.</summary>
internal interface ICharacterFiles
{
    /// <summary>Reads the file that a key of the YAML names.</summary>
    /// <param name="key">The key, for errors.</param>
    /// <param name="value">The file as the YAML names it.</param>
    /// <exception cref="CharacterModelException">The file must not be named, is absent or cannot be read.</exception>
    CharacterFile Read(string key, string value);
}
