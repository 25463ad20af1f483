namespace Bunraku.Studio;

/// <summary>How Studio is started.</summary>
public sealed record StudioOptions
{
    /// <summary>Where Studio listens: one or more <c>http://</c> addresses separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:7860";

    /// <summary>Whether the start page is opened in the user's browser.</summary>
    public bool OpenBrowser { get; init; } = true;

    /// <summary>The folder or YAML file of the character to begin with; without one the variable BUNRAKU_CHARACTER, else the user chooses.</summary>
    public string? CharacterPath { get; init; }

    /// <summary>The page that the browser is sent to, as a path.</summary>
    public string StartPage { get; init; } = "/student-manual-poser";

    /// <summary>The folder of the settings, if not the user's own.</summary>
    internal string? ConfigurationFolder { get; init; }
}
