using Bunraku.Core.Checkpoints;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Core.Teachers;

/// <summary>The teacher bound to one picture: slow, and the same for every character.</summary>
public interface ITeacherPoser : IPoser
{
    /// <summary>Computes any one output of the family, and no more of the networks than it needs.</summary>
    /// <returns>[channels, size, size]. Pictures are in the network convention, premultiplied, also where the family computes with straight alpha.</returns>
    Tensor Render(Pose pose, TeacherOutput output);
}
