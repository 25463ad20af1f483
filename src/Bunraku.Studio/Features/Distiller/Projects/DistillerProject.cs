using System.Security.Cryptography;
using System.Text;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Runs;

namespace Bunraku.Studio.Features.Distiller.Projects;

/// <summary>A character project: a folder, which is also the folder of its run.</summary>
/// <param name="Folder">The full path.</param>
public sealed record DistillerProject(string Folder)
{
    /// <summary>What its address is made of; it follows from the folder, so that a page survives a restart of Studio.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folder)))[..16];

    /// <summary>What it is called.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The configuration.</summary>
    public string ConfigPath => Run.Config;

    /// <summary>What was changed in the page and not saved yet.</summary>
    public string DraftPath => Path.Combine(Folder, "draft.json");

    /// <summary>Where a picture that the page receives is kept.</summary>
    public string PicturePath => Path.Combine(Folder, "character.png");

    /// <summary>A picture to know it by: the one it received, else that of its student; null where there is neither.</summary>
    public string? Thumbnail => new[] { PicturePath, Path.Combine(Run.CharacterModel, "character.png") }.FirstOrDefault(File.Exists);

    /// <summary>Where a mask that is painted in the page is kept.</summary>
    public string MaskPath => Path.Combine(Folder, "face_mask.png");

    /// <summary>Its run.</summary>
    public RunFolder Run => new(Folder);

    /// <summary>Where the paths of its configuration are looked for.</summary>
    public ConfigPlaces Places => ConfigPlaces.Of(ConfigPath);

    /// <summary>The address of its page, or of a section of it.</summary>
    public string Address(string? section = null) => $"distiller-ui/{Id}{(section is null ? "" : "/" + section)}";
}
