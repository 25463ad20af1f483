using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;

namespace Bunraku.Studio.Features.Characters;

/// <summary>The students that are trained for pictures which a teacher poses meanwhile.</summary>
internal interface IPictureStudents
{
    /// <summary>The student of a picture; null where there is no project for one.</summary>
    PictureStudent? Find(PosedPicture picture);

    /// <summary>Makes a project for the student of a picture, with the picture in it.</summary>
    /// <returns>The address of the page that asks for the rest.</returns>
    /// <exception cref="BadInputException">The project cannot be made.</exception>
    string Begin(PosedPicture picture);
}

/// <summary>The student of a picture, while it is trained and after that.</summary>
/// <param name="Address">The address of the page of its training.</param>
/// <param name="Words">How the training stands and what to expect of the student, in one sentence or two.</param>
/// <param name="GoodFolder">The student's folder once it is good enough to stream; null before.</param>
internal sealed record PictureStudent(string Address, Phrase Words, string? GoodFolder);
