namespace Bunraku.Studio.Shell;

/// <summary>Which of the two themes the pages use.</summary>
internal enum ThemeChoice
{
    System,
    Light,
    Dark,
}
