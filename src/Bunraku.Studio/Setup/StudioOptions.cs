using System.Diagnostics;
using Bunraku.Core.Teachers;
using Bunraku.Siren;

namespace Bunraku.Studio.Setup;

/// <summary>How Studio is started.</summary>
public sealed record StudioOptions
{
    /// <summary>Where Studio listens: one or more <c>http://</c> addresses separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:7860";

    /// <summary>Whether the next free port is taken where the one of <see cref="Urls"/> is in use.</summary>
    public bool MayMovePort { get; init; }

    /// <summary>Whether other machines may open folders, train and download too, where Studio listens to them.</summary>
    public bool TrustsNetwork { get; init; }

    /// <summary>Further names that Studio is reached by, without <c>http://</c> and port.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether requests come through a reverse proxy, whose X-Forwarded-Proto and X-Forwarded-Host are believed. Everybody then needs the key.</summary>
    public bool BehindProxy { get; init; }

    /// <summary>Whether the start page is opened in the user's browser.</summary>
    public bool OpenBrowser { get; init; } = true;

    /// <summary>Whether the start page is opened as a separate window, if a browser is installed that can do that.</summary>
    public bool OpensWindow { get; init; }

    /// <summary>The folder or YAML file of the character to begin with; without one the variable BUNRAKU_CHARACTER, else the one chosen last, else the one that comes with the program.</summary>
    public string? CharacterPath { get; init; }

    /// <summary>How live frames are computed, in place of the setting; null for the setting.</summary>
    public Arithmetic? Arithmetic { get; init; }

    /// <summary>The page that the browser is sent to, as a path.</summary>
    public string StartPage { get; init; } = "/student-manual-poser";

    /// <summary>The folder of the teacher's five files of weights, if not the user's folder of models.</summary>
    public string? TeacherWeights { get; init; }

    /// <summary>The family of teachers that the full manual poser begins with; the first of which the user has the weights if not given.</summary>
    public TeacherFamily? TeacherFamily { get; init; }

    /// <summary>Where the teacher runs: auto, cpu, cuda or mps.</summary>
    public string TeacherDevice { get; init; } = "auto";

    /// <summary>The numbers that the teacher is computed with.</summary>
    public TeacherPrecision TeacherPrecision { get; init; } = TeacherPrecision.Auto;

    /// <summary>Loads the teacher in place of the libtorch plug-in; a null result stands for a plug-in that is not built.</summary>
    internal Func<ITeacherLoader?>? TeacherLoader { get; init; }

    /// <summary>The launcher that builds the plug-in, if not the one that started this program.</summary>
    internal string? Launcher { get; init; }

    /// <summary>Where NuGet keeps what it downloads, if not the user's folder.</summary>
    internal string? NuGetCache { get; init; }

    /// <summary>The configuration, or the folder of a run, that the distiller's page begins with; null for the list of all.</summary>
    public string? DistillerProject { get; init; }

    /// <summary>Starts the training of the project in a folder, from the beginning or not, in place of this program.</summary>
    internal Func<string, bool, ProcessStartInfo>? TrainingCommand { get; init; }

    /// <summary>The folder of characters and of the distiller's projects, if not the user's own.</summary>
    internal string? DataFolder { get; init; }

    /// <summary>The folder of the settings, if not the user's own.</summary>
    internal string? ConfigurationFolder { get; init; }
}
