using System.Reflection;

namespace Bunraku.Studio.Shell;

/// <summary>The version of this program.</summary>
internal static class StudioVersion
{
    public static string Text { get; } = typeof(StudioVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
