namespace Bunraku.Studio.Shell;

/// <summary>Marks a page that is only for the user of the machine that runs Studio; see <see cref="HereOnly"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HereOnlyPageAttribute : Attribute;
