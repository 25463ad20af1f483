using Bunraku.Core.Teachers;

namespace Bunraku.Live.Teachers;

/// <summary>A stage's place at the <see cref="SharedTeacher"/>, which keeps the poser of the stage's picture here. Once it is left, nothing is drawn for it.</summary>
internal sealed class TeacherSeat
{
    public SourcePicture? Picture { get; set; }

    public ITeacherPoser? Poser { get; set; }

    public bool IsLeft { get; set; }

    public void Release()
    {
        Poser?.Dispose();
        (Picture, Poser) = (null, null);
    }
}
