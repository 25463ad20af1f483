using System.Collections.Immutable;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>Where the weights of teachers are published, under which licence, and what the licence asks for. Source: the README and LICENSE files of the projects.</summary>
public sealed record TeacherPublication
{
    /// <summary>THA4: one family.</summary>
    public static TeacherPublication Tha4 { get; } = new()
    {
        Name = "tha4",
        Title = "THA4",
        Project = "pkhungurn/talking-head-anime-4-demo",
        Work = "Talking Head(?) Anime from a Single Image 4: Improved Model and Its Distillation",
        Licence = "CC BY-NC 4.0",
        LicenceAddress = "creativecommons.org/licenses/by-nc/4.0",
        IsCommercialUseAllowed = false,
        UnpackedInto = "data/tha4",
    };

    /// <summary>THA3: two families.</summary>
    public static TeacherPublication Tha3 { get; } = new()
    {
        Name = "tha3",
        Title = "THA3",
        Project = "pkhungurn/talking-head-anime-3-demo",
        Work = "Talking Head(?) Anime from a Single Image 3: Now the Body Too",
        Licence = "CC BY 4.0",
        LicenceAddress = "creativecommons.org/licenses/by/4.0",
        IsCommercialUseAllowed = true,
        UnpackedInto = "data/models",
    };

    /// <summary>All of them, the default first.</summary>
    public static ImmutableArray<TeacherPublication> All { get; } = [Tha4, Tha3];

    /// <summary>Who made the networks.</summary>
    public const string Author = "Pramook Khungurn";

    /// <summary>The name that <c>bunraku models</c> knows it by.</summary>
    public required string Name { get; init; }

    /// <summary>What users read.</summary>
    public required string Title { get; init; }

    /// <summary>The repository whose README links to the archive of the weights.</summary>
    public required string Project { get; init; }

    /// <summary>The title of the work.</summary>
    public required string Work { get; init; }

    /// <summary>The licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>Where the licence can be read.</summary>
    public required string LicenceAddress { get; init; }

    /// <summary>Whether the licence allows commercial use of the weights.</summary>
    public required bool IsCommercialUseAllowed { get; init; }

    /// <summary>Where the project unpacks the archive.</summary>
    public required string UnpackedInto { get; init; }

    /// <summary>The families whose weights are in the archive.</summary>
    public ImmutableArray<TeacherFamily> Families => [.. TeacherFamily.All.Where(family => family.Publication == this)];

    /// <summary>Who publishes the weights and under which licence, as one line for a list.</summary>
    public string Origin => $"{Author} ({Project.Split('/')[1]}), {Licence}: {LicenceMeaning}";

    /// <summary>What the licence means, in a few words.</summary>
    public Phrase LicenceMeaning => IsCommercialUseAllowed ? Phrase.Of("commercial use is allowed, the author must be named") : Phrase.Of("not for commercial use, the author must be named");

    /// <summary>What must be said of a student that was distilled from these weights.</summary>
    public string Attribution => $"{Named}; changes: this character's networks were distilled from them.";

    /// <summary>What must be said where these weights pose a picture themselves.</summary>
    public string AttributionOfPoser => $"{Named}; they pose this picture, unchanged.";

    private string Named => $"\"{Work}\" models by {Author}, licensed under {Licence} ({LicenceAddress})";

    /// <summary>The publication of a name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static TeacherPublication Find(string name) => All.FirstOrDefault(publication => publication.Name == name)
        ?? throw new BadInputException($"{ForeignText.Quote(name)} is not a published teacher. Use {NearestNames.Or(All.Select(publication => publication.Name))}.");
}
