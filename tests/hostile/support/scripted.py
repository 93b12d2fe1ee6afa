"""Cases whose host is a scripted SSH server."""

from support import ssh_wire as ssh
from support.case import Case, add, expecting
from support.ssh_peer import Server
from support.stage import roster


def scripted(name, family, why=None, **more):
    """A case out of a function of one connection (a `Peer`). `why`: of the error that its only check must become."""
    expecting(why, more)

    def register(serve):
        def start(_, stage):
            server = Server(serve)
            stage.closing.append(server.close)
            stage.values["place"] = f"127.0.0.1:{server.port}"
            return roster(server.port)

        add(Case(name, family, start, **more))
        return serve

    return register


def shells(name, family, why=None, **more):
    """A case out of a function of one shell (a `Channel`): until it starts the host behaves well."""

    def register(handler):
        def serve(peer):
            peer.handshake()
            peer.log_in()
            peer.serve(handler)

        scripted(name, family, why, **more)(serve)
        return handler

    return register


def until_login(peer):
    peer.handshake()
    peer.log_in()


__all__ = ["scripted", "shells", "ssh", "until_login"]
