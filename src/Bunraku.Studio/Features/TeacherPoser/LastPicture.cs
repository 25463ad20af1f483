using Bunraku.Live.Teachers;

namespace Bunraku.Studio.Features.TeacherPoser;

/// <summary>The picture that was chosen last, which the page begins with when it is opened again.</summary>
internal sealed class LastPicture
{
    /// <summary>The picture, or null before the first.</summary>
    public SourcePicture? Value { get; set; }
}
