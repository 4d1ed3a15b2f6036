package main

import (
	"fmt"
	"net"
	"net/http"

	"nhooyr.io/websocket"
)

func live(w http.ResponseWriter, r *http.Request) {
	// <recipe>
	connection, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	// </recipe>
	if err != nil {
		return
	}
	defer connection.Close(websocket.StatusNormalClosure, "")
	for {
		kind, order, err := connection.Read(r.Context())
		if err != nil {
			return
		}
		connection.Write(r.Context(), kind, append([]byte("got "), order...))
	}
}

func main() {
	http.HandleFunc("/live", live)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println("port", listener.Addr().(*net.TCPAddr).Port)
	http.Serve(listener, nil)
}
